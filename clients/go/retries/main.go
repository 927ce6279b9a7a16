// Command retries records an event, with retries.
package main

// [begin retries]
import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"log"
	mathrand "math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strconv"
	"time"

	"github.com/auditledge/auditledge-go"
)

var retried = []int{408, 429, 500, 502, 503, 504}

// newEventID generates an event id: `evt_` and a UUIDv7. Generated once per event, it makes retries safe.
func newEventID() string {
	var b [16]byte
	rand.Read(b[:])
	binary.BigEndian.PutUint64(b[:8], uint64(time.Now().UnixMilli())<<16|uint64(binary.BigEndian.Uint16(b[6:8])))
	b[6] = b[6]&0x0f | 0x70
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("evt_%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// record stores an event; it tries up to attempts times.
func record(ctx context.Context, client *auditledge.APIClient, event auditledge.EventInput, attempts int) (*auditledge.EventCreated, error) {
	if !event.HasId() {
		event.SetId(newEventID())
	}
	for attempt := 1; ; attempt++ {
		limited, cancel := context.WithTimeout(ctx, 10*time.Second)
		created, response, err := client.EventsAPI.CreateEvent(limited).EventInput(event).Execute()
		cancel()
		if err == nil || attempt == attempts || !isRetryable(response, err) {
			return created, err
		}
		pause := min(8, 0.5*float64(int(1)<<attempt)) * mathrand.Float64()
		if response != nil {
			retryAfter, _ := strconv.ParseFloat(response.Header.Get("Retry-After"), 64)
			pause = max(pause, retryAfter)
		}
		time.Sleep(time.Duration(pause * float64(time.Second)))
	}
}

func isRetryable(response *http.Response, err error) bool {
	var apiError *auditledge.GenericOpenAPIError
	if errors.As(err, &apiError) {
		if model, ok := apiError.Model().(auditledge.ErrorResponse); ok && model.Code == "quota_exceeded" {
			return false
		}
	}
	return response == nil || slices.Contains(retried, response.StatusCode)
}

// [end retries]

func main() {
	configuration := auditledge.NewConfiguration()
	configuration.Servers = auditledge.ServerConfigurations{{URL: os.Getenv("AUDITLEDGE_BASE_URL")}}
	client := auditledge.NewAPIClient(configuration)
	ctx := context.WithValue(context.Background(), auditledge.ContextAccessToken, os.Getenv("AUDITLEDGE_API_KEY"))
	event := auditledge.NewEventInput(
		*auditledge.NewActorInput("user_123"), "invoice.deleted", *auditledge.NewResourceInput("invoice", "inv_456"))
	created, err := record(ctx, client, *event, 3)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(created.Event.Id)
}
