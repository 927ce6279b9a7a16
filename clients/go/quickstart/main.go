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
	event := auditledge.NewEventInput(*actor, "invoice.updated", *resource)
	event.SetOutcome(auditledge.OUTCOMEINPUT_SUCCESS)
	origin := auditledge.NewEventContextInput()
	origin.SetIp("203.0.113.7")
	event.SetContext(*origin)
	event.SetChanges(map[string]map[string]interface{}{"status": {"before": "open", "after": "paid"}})
	event.SetMetadata(map[string]interface{}{"invoice_total": 1200})

	created, _, err := client.EventsAPI.CreateEvent(ctx).EventInput(*event).Execute()
	if err != nil {
		var apiError *auditledge.GenericOpenAPIError
		if errors.As(err, &apiError) {
			log.Printf("%s", apiError.Body())
		}
		log.Fatal(err)
	}
	fmt.Println("stored", created.Event.Id)

	q := "actor:user_123 outcome:success changes.status.after:paid"
	page, _, err := client.EventsAPI.ListEvents(ctx).Q(q).Limit(100).Execute()
	if err != nil {
		log.Fatal(err)
	}
	for _, event := range page.Events {
		fmt.Println(event.Timestamp, event.Action, event.Resource.Id)
	}

	counts, _, err := client.EventsAPI.CountEvents(ctx).By("outcome").Execute()
	if err != nil {
		log.Fatal(err)
	}
	for _, group := range counts.Groups {
		fmt.Printf("%s: %d\n", group.GetValue(), group.Count)
	}

	csv, _, err := client.EventsAPI.ExportEventsCsv(ctx).Execute()
	if err != nil {
		log.Fatal(err)
	}
	header, _, _ := strings.Cut(csv, "\r\n")
	fmt.Println(header)
}

// [end quickstart]
