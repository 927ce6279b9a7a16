// Command smoke plays one round of requests against a ledger and prints what the client has parsed, a line for each.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"strings"

	"github.com/auditledge/clients/auditledge"
	"github.com/go-faster/jx"
)

const eventID = "evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e"

// apiKey authenticates every request.
type apiKey string

func (key apiKey) BearerAuth(context.Context, auditledge.OperationName) (auditledge.BearerAuth, error) {
	return auditledge.BearerAuth{Token: string(key)}, nil
}

func main() {
	key := apiKey(os.Getenv("AUDITLEDGE_API_KEY"))
	client := must(auditledge.NewClient(os.Getenv("AUDITLEDGE_BASE_URL"), key))
	record(client)
	search(client)
	count(client)
	export(client)
	fail(client)
}

func record(client *auditledge.Client) {
	ctx := context.Background()
	paid := auditledge.EventInput{
		ID:         auditledge.NewOptNilString(eventID),
		Actor:      auditledge.ActorInput{ID: "support_7", Type: auditledge.NewOptNilString("user")},
		OnBehalfOf: auditledge.NewOptNilActorInput(auditledge.ActorInput{ID: "user_123"}),
		Action:     "invoice.updated",
		Resource:   auditledge.ResourceInput{Type: "invoice", ID: "inv_456"},
		Targets:    auditledge.NewOptNilResourceInputArray([]auditledge.ResourceInput{{Type: "customer", ID: "cus_789"}}),
		Outcome:    auditledge.NewOptNilOutcomeInput(auditledge.OutcomeInputSuccess),
		Context:    auditledge.NewOptNilEventContextInput(auditledge.EventContextInput{IP: auditledge.NewOptNilString("203.0.113.7")}),
		Changes: auditledge.NewOptNilEventInputChanges(auditledge.EventInputChanges{
			"status": {"before": jx.Raw("null"), "after": jx.Raw(`"paid"`)},
		}),
	}
	event := must(client.CreateEvent(ctx, &paid)).(*auditledge.EventCreatedHeaders).Response.Event
	fmt.Println("logged:", event.Outcome.Value, event.OnBehalfOf.Value.ID, event.Context.Value.IP.Value, event.Targets[0].ID)
	fmt.Println("changes:", string(must(event.Changes.Value.MarshalJSON())))

	again := must(client.CreateEvent(ctx, &paid)).(*auditledge.EventCreatedHeaders)
	fmt.Println("replayed:", again.IdempotentReplayed.Value)

	archived := auditledge.EventInput{
		Actor:    auditledge.ActorInput{ID: "archiver", Type: auditledge.NewOptNilString("service")},
		Action:   "invoice.archived",
		Resource: auditledge.ResourceInput{Type: "invoice", ID: "inv_457"},
		Outcome:  auditledge.NewOptNilOutcomeInput(auditledge.OutcomeInputSuccess),
	}
	deleted := auditledge.EventInput{
		Actor:    auditledge.ActorInput{ID: "user_123", Type: auditledge.NewOptNilString("user")},
		Action:   "invoice.deleted",
		Resource: auditledge.ResourceInput{Type: "invoice", ID: "inv_458"},
		Outcome:  auditledge.NewOptNilOutcomeInput(auditledge.OutcomeInputDenied),
	}
	batch := auditledge.EventBatchInput{Events: []auditledge.EventInput{paid, archived, deleted}}
	response := must(client.CreateEventBatch(ctx, &batch, auditledge.CreateEventBatchParams{}))
	result := response.(*auditledge.EventBatchResultHeaders).Response
	fmt.Println("batch:", result.Succeeded, result.Results[0].Replayed.Value, result.Results[1].Replayed.Set)
}

func search(client *auditledge.Client) {
	find := func(params auditledge.ListEventsParams) auditledge.EventPage {
		return must(client.ListEvents(context.Background(), params)).(*auditledge.EventPageHeaders).Response
	}
	expression := "action:invoice.* -outcome:success (actor.type:user OR actor.type:agent)"
	fmt.Println("expression:", ids(find(auditledge.ListEventsParams{Q: auditledge.NewOptString(expression)})))
	fmt.Println("filters:", ids(find(auditledge.ListEventsParams{
		Outcome:  auditledge.NewOptOutcome(auditledge.OutcomeSuccess),
		IP:       auditledge.NewOptString("203.0.113.7"),
		Changed:  auditledge.NewOptString("status"),
		TargetID: auditledge.NewOptString("cus_789"),
	})))
	limit := auditledge.NewOptInt32(2)
	first := find(auditledge.ListEventsParams{Limit: limit})
	second := find(auditledge.ListEventsParams{Limit: limit, Cursor: auditledge.NewOptString(first.NextCursor.Value)})
	back := find(auditledge.ListEventsParams{Limit: limit, Cursor: second.PrevCursor})
	fmt.Println("pages:", ids(first), ids(second), ids(back))
}

func ids(page auditledge.EventPage) string {
	var found []string
	for _, event := range page.Events {
		found = append(found, event.Resource.ID)
	}
	return strings.Join(found, ",")
}

func count(client *auditledge.Client) {
	ctx := context.Background()
	response := must(client.CountEvents(ctx, auditledge.CountEventsParams{By: "outcome"}))
	fmt.Println("counts:", groups(response.(*auditledge.EventCountsHeaders).Response))
	several := must(client.CountFacets(ctx, auditledge.CountFacetsParams{By: "outcome,actor_type"}))
	facets := several.(*auditledge.EventFacetsHeaders).Response
	fmt.Println("facets:", facets.Total, groups(facets.Facets[0]), groups(facets.Facets[1]))
}

func groups(counts auditledge.EventCounts) string {
	var found []string
	for _, group := range counts.Groups {
		found = append(found, fmt.Sprintf("%s=%d", group.Value.Value, group.Count))
	}
	return strings.Join(found, ",")
}

func export(client *auditledge.Client) {
	ctx := context.Background()
	exported := must(client.ExportEvents(ctx, auditledge.ExportEventsParams{}))
	events := exported.(*auditledge.ExportEventsOKApplicationJSONHeaders).Response
	fmt.Println("export:", len(events), events[2].ID)
	table := must(client.ExportEventsCsv(ctx, auditledge.ExportEventsCsvParams{}))
	csv := string(must(io.ReadAll(table.(*auditledge.ExportEventsCsvOKHeaders).Response)))
	header, _, _ := strings.Cut(csv, ",")
	fmt.Println("csv:", strings.Count(csv, "\r\n"), header)
}

func fail(client *auditledge.Client) {
	response := must(client.ListEvents(context.Background(), auditledge.ListEventsParams{Q: auditledge.NewOptString("outcom:denied")}))
	refused := response.(*auditledge.BadRequestHeaders).Response
	problem := refused.Problems[0]
	fmt.Println("error: 400", refused.Code, problem.Field, problem.Code.Value, problem.Hint.Value)
}

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}
