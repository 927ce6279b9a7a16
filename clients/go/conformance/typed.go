package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strings"

	"github.com/auditledge/auditledge-go"
)

type call struct {
	Operation  string          `json:"operation"`
	BaseURL    string          `json:"base_url"`
	Key        *string         `json:"key"`
	Parameters parameters      `json:"parameters"`
	Body       json.RawMessage `json:"body"`
}

type parameters map[string]json.RawMessage

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
		return run(client.EventsAPI.CreateEventBatch(ctx).EventBatchInput(body), request.Parameters)
	case "listEvents":
		return run(client.EventsAPI.ListEvents(ctx), request.Parameters)
	case "exportEvents":
		return run(client.EventsAPI.ExportEvents(ctx), request.Parameters)
	case "exportEventsCsv":
		return run(client.EventsAPI.ExportEventsCsv(ctx), request.Parameters)
	case "streamEvents":
		return run(client.EventsAPI.StreamEvents(ctx), request.Parameters)
	case "countEvents":
		return run(client.EventsAPI.CountEvents(ctx), request.Parameters)
	case "countFacets":
		return run(client.EventsAPI.CountFacets(ctx), request.Parameters)
	case "getEvent":
		var eventID string
		if err := json.Unmarshal(request.Parameters["event_id"], &eventID); err != nil {
			return nil, nil, err
		}
		return client.EventsAPI.GetEvent(ctx, eventID).Execute()
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

type prepared[T any] interface {
	Execute() (T, *http.Response, error)
}

// run sets the given parameters, each with the method that is named after it (actor_id with ActorId), and sends the
// request. The names come from the call, so a new parameter in the contract needs no change here.
func run[T any, R prepared[T]](builder R, given parameters) (any, *http.Response, error) {
	for name, value := range given {
		set := reflect.ValueOf(builder).MethodByName(methodName(name))
		if !set.IsValid() {
			return nil, nil, fmt.Errorf("%T has no method for the parameter %s", builder, name)
		}
		argument := reflect.New(set.Type().In(0))
		if err := json.Unmarshal(value, argument.Interface()); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", name, err)
		}
		builder = set.Call([]reflect.Value{argument.Elem()})[0].Interface().(R)
	}
	return builder.Execute()
}

// methodName is how openapi-generator names the method that sets a parameter: Last-Event-ID becomes LastEventID.
func methodName(parameter string) string {
	name := ""
	for _, word := range strings.FieldsFunc(parameter, func(r rune) bool { return r == '_' || r == '-' }) {
		name += strings.ToUpper(word[:1]) + word[1:]
	}
	return name
}
