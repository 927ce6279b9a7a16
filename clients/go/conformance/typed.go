package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/auditledge/auditledge-go"
)

type call struct {
	Operation  string          `json:"operation"`
	BaseURL    string          `json:"base_url"`
	Key        *string         `json:"key"`
	Parameters parameters      `json:"parameters"`
	Body       json.RawMessage `json:"body"`
}

type parameters struct {
	EventID        *string `json:"event_id"`
	OrganizationID *string `json:"organization_id"`
	ActorID        *string `json:"actor_id"`
	ActorName      *string `json:"actor_name"`
	ActorEmail     *string `json:"actor_email"`
	Action         *string `json:"action"`
	ResourceType   *string `json:"resource_type"`
	ResourceID     *string `json:"resource_id"`
	Search         *string `json:"search"`
	StartDate      *string `json:"start_date"`
	EndDate        *string `json:"end_date"`
	Order          *string `json:"order"`
	Limit          *int32  `json:"limit"`
	Offset         *int32  `json:"offset"`
	Cursor         *string `json:"cursor"`
	Format         *string `json:"format"`
	CsvRaw         *bool   `json:"csv_raw"`
	After          *string `json:"after"`
	Follow         *bool   `json:"follow"`
	LastEventID    *string `json:"Last-Event-ID"`
	Prefer         *string `json:"Prefer"`
}

// perform calls the generated client. The body of the outcome is the response as parsed into the client's types.
func perform(request *call) (*outcome, error) {
	configuration := auditledge.NewConfiguration()
	configuration.Servers = auditledge.ServerConfigurations{{URL: request.BaseURL}}
	client := auditledge.NewAPIClient(configuration)
	ctx := context.Background()
	if request.Key != nil {
		ctx = context.WithValue(ctx, auditledge.ContextAccessToken, *request.Key)
	}
	result, response, err := execute(ctx, client, request)
	if response == nil {
		return nil, err
	}
	var apiError *auditledge.GenericOpenAPIError
	switch {
	case err == nil:
		return &outcome{"typed", response.StatusCode, headers(response), result}, nil
	case response.StatusCode < 300 || !errors.As(err, &apiError):
		return nil, err // a successful response that the client could not parse
	}
	return &outcome{"typed", response.StatusCode, headers(response), errorBody(apiError)}, nil
}

// errorBody is the ErrorResponse that the client has parsed, or else the text of the response.
func errorBody(apiError *auditledge.GenericOpenAPIError) any {
	if model, ok := apiError.Model().(auditledge.ErrorResponse); ok {
		return model
	}
	return string(apiError.Body())
}

func execute(ctx context.Context, client *auditledge.APIClient, request *call) (any, *http.Response, error) {
	given := request.Parameters
	switch request.Operation {
	case "createEvent":
		var body auditledge.EventInput
		if err := json.Unmarshal(request.Body, &body); err != nil {
			return nil, nil, err
		}
		return client.EventsAPI.CreateEvent(ctx).EventInput(body).Execute()
	case "createEventBatch":
		var body auditledge.EventBatchInput
		if err := json.Unmarshal(request.Body, &body); err != nil {
			return nil, nil, err
		}
		prepared := client.EventsAPI.CreateEventBatch(ctx).EventBatchInput(body)
		return with(prepared, given.Prefer, auditledge.ApiCreateEventBatchRequest.Prefer).Execute()
	case "listEvents":
		return listEvents(client.EventsAPI.ListEvents(ctx), given).Execute()
	case "exportEvents":
		return exportEvents(client.EventsAPI.ExportEvents(ctx), given).Execute()
	case "streamEvents":
		return streamEvents(client.EventsAPI.StreamEvents(ctx), given).Execute()
	case "getEvent":
		return client.EventsAPI.GetEvent(ctx, *given.EventID).Execute()
	case "getUsage":
		return client.UsageAPI.GetUsage(ctx).Execute()
	case "getHealth":
		return client.HealthAPI.GetHealth(ctx).Execute()
	case "getLiveness":
		return client.HealthAPI.GetLiveness(ctx).Execute()
	case "getReadiness":
		return client.HealthAPI.GetReadiness(ctx).Execute()
	}
	return nil, nil, fmt.Errorf("unknown operation %s", request.Operation)
}

// with sets an optional parameter if it is given.
func with[R, V any](prepared R, value *V, set func(R, V) R) R {
	if value == nil {
		return prepared
	}
	return set(prepared, *value)
}

func listEvents(r auditledge.ApiListEventsRequest, given parameters) auditledge.ApiListEventsRequest {
	type request = auditledge.ApiListEventsRequest
	r = with(r, given.OrganizationID, request.OrganizationId)
	r = with(r, given.ActorID, request.ActorId)
	r = with(r, given.ActorName, request.ActorName)
	r = with(r, given.ActorEmail, request.ActorEmail)
	r = with(r, given.Action, request.Action)
	r = with(r, given.ResourceType, request.ResourceType)
	r = with(r, given.ResourceID, request.ResourceId)
	r = with(r, given.Search, request.Search)
	r = with(r, given.StartDate, request.StartDate)
	r = with(r, given.EndDate, request.EndDate)
	r = with(r, given.Order, request.Order)
	r = with(r, given.Limit, request.Limit)
	r = with(r, given.Offset, request.Offset)
	return with(r, given.Cursor, request.Cursor)
}

func exportEvents(r auditledge.ApiExportEventsRequest, given parameters) auditledge.ApiExportEventsRequest {
	type request = auditledge.ApiExportEventsRequest
	r = with(r, given.OrganizationID, request.OrganizationId)
	r = with(r, given.ActorID, request.ActorId)
	r = with(r, given.ActorName, request.ActorName)
	r = with(r, given.ActorEmail, request.ActorEmail)
	r = with(r, given.Action, request.Action)
	r = with(r, given.ResourceType, request.ResourceType)
	r = with(r, given.ResourceID, request.ResourceId)
	r = with(r, given.Search, request.Search)
	r = with(r, given.StartDate, request.StartDate)
	r = with(r, given.EndDate, request.EndDate)
	r = with(r, given.Order, request.Order)
	r = with(r, given.Format, request.Format)
	r = with(r, given.CsvRaw, request.CsvRaw)
	return with(r, given.After, request.After)
}

func streamEvents(r auditledge.ApiStreamEventsRequest, given parameters) auditledge.ApiStreamEventsRequest {
	type request = auditledge.ApiStreamEventsRequest
	r = with(r, given.After, request.After)
	r = with(r, given.LastEventID, request.LastEventID)
	r = with(r, given.Follow, request.Follow)
	r = with(r, given.OrganizationID, request.OrganizationId)
	r = with(r, given.ActorID, request.ActorId)
	r = with(r, given.ActorName, request.ActorName)
	r = with(r, given.ActorEmail, request.ActorEmail)
	r = with(r, given.Action, request.Action)
	r = with(r, given.ResourceType, request.ResourceType)
	r = with(r, given.ResourceID, request.ResourceId)
	r = with(r, given.Search, request.Search)
	r = with(r, given.StartDate, request.StartDate)
	return with(r, given.EndDate, request.EndDate)
}
