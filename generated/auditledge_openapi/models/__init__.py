# Generated from openapi.yaml by `make generate`. Do not edit.
"""Contains all the data models used in inputs/outputs"""

from .actor import Actor
from .actor_input import ActorInput
from .error_response import ErrorResponse
from .event import Event
from .event_batch_input import EventBatchInput
from .event_batch_item import EventBatchItem
from .event_batch_result import EventBatchResult
from .event_created import EventCreated
from .event_input import EventInput
from .event_input_metadata_type_0 import EventInputMetadataType0
from .event_metadata import EventMetadata
from .event_page import EventPage
from .export_events_format import ExportEventsFormat
from .export_events_order import ExportEventsOrder
from .health import Health
from .list_events_order import ListEventsOrder
from .problem import Problem
from .resource import Resource
from .resource_input import ResourceInput
from .store_health import StoreHealth
from .usage import Usage

__all__ = (
    "Actor",
    "ActorInput",
    "ErrorResponse",
    "Event",
    "EventBatchInput",
    "EventBatchItem",
    "EventBatchResult",
    "EventCreated",
    "EventInput",
    "EventInputMetadataType0",
    "EventMetadata",
    "EventPage",
    "ExportEventsFormat",
    "ExportEventsOrder",
    "Health",
    "ListEventsOrder",
    "Problem",
    "Resource",
    "ResourceInput",
    "StoreHealth",
    "Usage",
)
