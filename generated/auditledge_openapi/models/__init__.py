# Generated from openapi.yaml by `make generate`. Do not edit.
"""Contains all the data models used in inputs/outputs"""

from .actor import Actor
from .actor_input import ActorInput
from .count_events_interval import CountEventsInterval
from .count_events_outcome import CountEventsOutcome
from .count_events_split import CountEventsSplit
from .count_facets_outcome import CountFacetsOutcome
from .error_response import ErrorResponse
from .event import Event
from .event_batch_input import EventBatchInput
from .event_batch_item import EventBatchItem
from .event_batch_result import EventBatchResult
from .event_changes import EventChanges
from .event_changes_additional_property import EventChangesAdditionalProperty
from .event_context import EventContext
from .event_context_input import EventContextInput
from .event_count import EventCount
from .event_count_label import EventCountLabel
from .event_count_part import EventCountPart
from .event_counts import EventCounts
from .event_created import EventCreated
from .event_facets import EventFacets
from .event_input import EventInput
from .event_input_changes_type_0 import EventInputChangesType0
from .event_input_changes_type_0_additional_property import (
    EventInputChangesType0AdditionalProperty,
)
from .event_input_metadata_type_0 import EventInputMetadataType0
from .event_metadata import EventMetadata
from .event_page import EventPage
from .export_events_csv_order import ExportEventsCsvOrder
from .export_events_csv_outcome import ExportEventsCsvOutcome
from .export_events_format import ExportEventsFormat
from .export_events_order import ExportEventsOrder
from .export_events_outcome import ExportEventsOutcome
from .health import Health
from .list_events_order import ListEventsOrder
from .list_events_outcome import ListEventsOutcome
from .outcome_input import OutcomeInput
from .problem import Problem
from .resource import Resource
from .resource_input import ResourceInput
from .store_health import StoreHealth
from .stream_events_outcome import StreamEventsOutcome
from .usage import Usage

__all__ = (
    "Actor",
    "ActorInput",
    "CountEventsInterval",
    "CountEventsOutcome",
    "CountEventsSplit",
    "CountFacetsOutcome",
    "ErrorResponse",
    "Event",
    "EventBatchInput",
    "EventBatchItem",
    "EventBatchResult",
    "EventChanges",
    "EventChangesAdditionalProperty",
    "EventContext",
    "EventContextInput",
    "EventCount",
    "EventCountLabel",
    "EventCountPart",
    "EventCounts",
    "EventCreated",
    "EventFacets",
    "EventInput",
    "EventInputChangesType0",
    "EventInputChangesType0AdditionalProperty",
    "EventInputMetadataType0",
    "EventMetadata",
    "EventPage",
    "ExportEventsCsvOrder",
    "ExportEventsCsvOutcome",
    "ExportEventsFormat",
    "ExportEventsOrder",
    "ExportEventsOutcome",
    "Health",
    "ListEventsOrder",
    "ListEventsOutcome",
    "OutcomeInput",
    "Problem",
    "Resource",
    "ResourceInput",
    "StoreHealth",
    "StreamEventsOutcome",
    "Usage",
)
