// Command smoke plays one round of requests against a ledger and prints what the client has parsed, a line for each.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"

	"github.com/auditledge/clients/auditledge"
)

const eventID = "evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e"

func main() {
	key := os.Getenv("AUDITLEDGE_API_KEY")
	client := must(auditledge.NewClientWithResponses(
		os.Getenv("AUDITLEDGE_BASE_URL"),
		auditledge.WithRequestEditorFn(func(_ context.Context, request *http.Request) error {
			request.Header.Set("Authorization", "Bearer "+key)
			return nil
		}),
	))
	record(client)
	search(client)
	count(client)
	export(client)
	fail(client)
}

func record(client *auditledge.ClientWithResponses) {
	ctx := context.Background()
	paid := auditledge.EventInput{
		Id:         new(eventID),
		Actor:      auditledge.ActorInput{Id: "support_7", Type: new("user")},
		OnBehalfOf: &auditledge.ActorInput{Id: "user_123"},
		Action:     "invoice.updated",
		Resource:   auditledge.ResourceInput{Type: "invoice", Id: "inv_456"},
		Targets:    &[]auditledge.ResourceInput{{Type: "customer", Id: "cus_789"}},
		Outcome:    new(auditledge.OutcomeInputSuccess),
		Context:    &auditledge.EventContextInput{Ip: new("203.0.113.7")},
		Changes:    &map[string]map[string]any{"status": {"before": nil, "after": "paid"}},
	}
	event := must(client.CreateEventWithResponse(ctx, paid)).JSON201.Event
	fmt.Println("logged:", *event.Outcome, event.OnBehalfOf.Id, *event.Context.Ip, (*event.Targets)[0].Id)
	fmt.Println("changes:", string(must(json.Marshal(event.Changes))))

	again := must(client.CreateEventWithResponse(ctx, paid))
	fmt.Println("replayed:", *again.Headers201.IdempotentReplayed)

	archived := auditledge.EventInput{
		Actor:    auditledge.ActorInput{Id: "archiver", Type: new("service")},
		Action:   "invoice.archived",
		Resource: auditledge.ResourceInput{Type: "invoice", Id: "inv_457"},
		Outcome:  new(auditledge.OutcomeInputSuccess),
	}
	deleted := auditledge.EventInput{
		Actor:    auditledge.ActorInput{Id: "user_123", Type: new("user")},
		Action:   "invoice.deleted",
		Resource: auditledge.ResourceInput{Type: "invoice", Id: "inv_458"},
		Outcome:  new(auditledge.OutcomeInputDenied),
	}
	batch := auditledge.EventBatchInput{Events: []auditledge.EventInput{paid, archived, deleted}}
	result := must(client.CreateEventBatchWithResponse(ctx, nil, batch)).JSON200
	fmt.Println("batch:", result.Succeeded, *result.Results[0].Replayed, result.Results[1].Replayed != nil)
}

func search(client *auditledge.ClientWithResponses) {
	find := func(params auditledge.ListEventsParams) *auditledge.EventPage {
		return must(client.ListEventsWithResponse(context.Background(), &params)).JSON200
	}
	expression := "action:invoice.* -outcome:success (actor.type:user OR actor.type:agent)"
	fmt.Println("expression:", ids(find(auditledge.ListEventsParams{Q: &expression})))
	fmt.Println("filters:", ids(find(auditledge.ListEventsParams{
		Outcome:  new(auditledge.ListEventsParamsOutcomeSuccess),
		Ip:       new("203.0.113.7"),
		Changed:  new("status"),
		TargetId: new("cus_789"),
	})))
	first := find(auditledge.ListEventsParams{Limit: new(int32(2))})
	second := find(auditledge.ListEventsParams{Limit: new(int32(2)), Cursor: first.NextCursor})
	back := find(auditledge.ListEventsParams{Limit: new(int32(2)), Cursor: second.PrevCursor})
	fmt.Println("pages:", ids(first), ids(second), ids(back))
}

func ids(page *auditledge.EventPage) string {
	var found []string
	for _, event := range page.Events {
		found = append(found, event.Resource.Id)
	}
	return strings.Join(found, ",")
}

func count(client *auditledge.ClientWithResponses) {
	ctx := context.Background()
	counts := must(client.CountEventsWithResponse(ctx, &auditledge.CountEventsParams{By: "outcome"})).JSON200
	fmt.Println("counts:", groups(*counts))
	facets := must(client.CountFacetsWithResponse(ctx, &auditledge.CountFacetsParams{By: "outcome,actor_type"})).JSON200
	fmt.Println("facets:", facets.Total, groups(facets.Facets[0]), groups(facets.Facets[1]))
}

func groups(counts auditledge.EventCounts) string {
	var found []string
	for _, group := range counts.Groups {
		found = append(found, fmt.Sprintf("%s=%d", *group.Value, group.Count))
	}
	return strings.Join(found, ",")
}

func export(client *auditledge.ClientWithResponses) {
	ctx := context.Background()
	events := *must(client.ExportEventsWithResponse(ctx, nil)).JSON200
	fmt.Println("export:", len(events), events[2].Id)
	csv := string(must(client.ExportEventsCsvWithResponse(ctx, nil)).Body)
	header, _, _ := strings.Cut(csv, ",")
	fmt.Println("csv:", strings.Count(csv, "\r\n"), header)
}

func fail(client *auditledge.ClientWithResponses) {
	response := must(client.ListEventsWithResponse(context.Background(), &auditledge.ListEventsParams{Q: new("outcom:denied")}))
	problem := (*response.JSON400.Problems)[0]
	fmt.Println("error:", response.StatusCode(), response.JSON400.Code, problem.Field, *problem.Code, *problem.Hint)
}

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}
