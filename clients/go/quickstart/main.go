// Command quickstart is an example of using the generated client.
package main

// [begin quickstart]
import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/auditledge/auditledge-go"
)

func main() {
	configuration := auditledge.NewConfiguration()
	if url := os.Getenv("AUDITLEDGE_BASE_URL"); url != "" {
		configuration.Servers = auditledge.ServerConfigurations{{URL: url}}
	}
	client := auditledge.NewAPIClient(configuration)
	ctx := context.WithValue(context.Background(), auditledge.ContextAccessToken, os.Getenv("AUDITLEDGE_API_KEY"))

	actor := auditledge.NewActorInput("user_123")
	actor.SetName("Alice")
	resource := auditledge.NewResourceInput("invoice", "inv_456")
	event := auditledge.NewEventInput(*actor, "invoice.deleted", *resource)
	event.SetMetadata(map[string]interface{}{"ip": "192.168.1.1"})

	created, _, err := client.EventsAPI.CreateEvent(ctx).EventInput(*event).Execute()
	if err != nil {
		var apiError *auditledge.GenericOpenAPIError
		if errors.As(err, &apiError) {
			log.Printf("%s", apiError.Body())
		}
		log.Fatal(err)
	}
	fmt.Println("stored", created.Event.Id)

	page, _, err := client.EventsAPI.ListEvents(ctx).ActorId("user_123").Limit(100).Execute()
	if err != nil {
		log.Fatal(err)
	}
	for _, event := range page.Events {
		fmt.Println(event.Timestamp, event.Action, event.Resource.Id)
	}

	csv, _, err := client.EventsAPI.ExportEventsCsv(ctx).Execute()
	if err != nil {
		log.Fatal(err)
	}
	header, _, _ := strings.Cut(csv, "\r\n")
	fmt.Println(header)
}

// [end quickstart]
