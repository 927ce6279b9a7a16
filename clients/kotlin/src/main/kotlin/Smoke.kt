/** Plays one round of requests against a ledger and prints what the client has parsed, a line for each. */
package smoke

import com.auditledge.apis.EventsApi
import com.auditledge.infrastructure.ApiClient
import com.auditledge.infrastructure.ClientError
import com.auditledge.infrastructure.ClientException
import com.auditledge.infrastructure.Serializer
import com.auditledge.models.ActorInput
import com.auditledge.models.ErrorResponse
import com.auditledge.models.EventBatchInput
import com.auditledge.models.EventContextInput
import com.auditledge.models.EventCounts
import com.auditledge.models.EventInput
import com.auditledge.models.EventPage
import com.auditledge.models.OutcomeInput
import com.auditledge.models.ResourceInput

val PAID = EventInput(
    id = "evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e",
    actor = ActorInput(id = "support_7", type = "user"),
    onBehalfOf = ActorInput(id = "user_123"),
    action = "invoice.updated",
    resource = ResourceInput(type = "invoice", id = "inv_456"),
    targets = listOf(ResourceInput(type = "customer", id = "cus_789")),
    outcome = OutcomeInput.success,
    context = EventContextInput(ip = "203.0.113.7"),
    changes = mapOf("status" to mapOf("before" to "open", "after" to "paid")),
)
val ARCHIVED = EventInput(
    actor = ActorInput(id = "archiver", type = "service"),
    action = "invoice.archived",
    resource = ResourceInput(type = "invoice", id = "inv_457"),
    outcome = OutcomeInput.success,
)
val DELETED = EventInput(
    actor = ActorInput(id = "user_123", type = "user"),
    action = "invoice.deleted",
    resource = ResourceInput(type = "invoice", id = "inv_458"),
    outcome = OutcomeInput.denied,
)

fun main() {
    ApiClient.accessToken = System.getenv("AUDITLEDGE_API_KEY")
    val events = EventsApi(System.getenv("AUDITLEDGE_BASE_URL"))
    record(events)
    search(events)
    count(events)
    val exported = events.exportEvents()
    println("export: ${exported.size} ${exported[2].id}")
    fail(events)
}

fun record(events: EventsApi) {
    val event = events.createEvent(PAID).event
    println("logged: ${event.outcome} ${event.onBehalfOf?.id} ${event.context?.ip} ${event.targets?.first()?.id}")

    val again = events.createEventWithHttpInfo(PAID)
    println("replayed: ${again.headers["idempotent-replayed"]?.single()}")

    val batch = events.createEventBatch(EventBatchInput(listOf(PAID, ARCHIVED, DELETED)))
    println("batch: ${batch.succeeded} ${batch.results[0].replayed} ${batch.results[1].replayed != null}")
}

fun search(events: EventsApi) {
    val expression = "action:invoice.* -outcome:success (actor.type:user OR actor.type:agent)"
    println("expression: ${ids(events.listEvents(q = expression))}")
    val filtered = events.listEvents(
        outcome = EventsApi.OutcomeListEvents.success,
        ip = "203.0.113.7",
        changed = "status",
        targetId = "cus_789",
    )
    println("filters: ${ids(filtered)}")

    val first = events.listEvents(limit = 2)
    val second = events.listEvents(limit = 2, cursor = first.nextCursor)
    val back = events.listEvents(limit = 2, cursor = second.prevCursor)
    println("pages: ${ids(first)} ${ids(second)} ${ids(back)}")
}

fun ids(page: EventPage) = page.events.joinToString(",") { it.resource.id }

fun count(events: EventsApi) {
    println("counts: ${groups(events.countEvents(by = "outcome"))}")
    val facets = events.countFacets(by = "outcome,actor_type")
    println("facets: ${facets.total} ${facets.facets.joinToString(" ", transform = ::groups)}")
}

fun groups(counts: EventCounts) = counts.groups.joinToString(",") { "${it.value}=${it.count}" }

fun fail(events: EventsApi) {
    try {
        events.listEvents(q = "outcom:denied")
    } catch (e: ClientException) {
        val body = (e.response as ClientError<*>).body as String
        val error = Serializer.moshi.adapter(ErrorResponse::class.java).fromJson(body)
        val problem = error?.problems?.single()
        println("error: ${e.statusCode} ${error?.code} ${problem?.field} ${problem?.code} ${problem?.hint}")
    }
}
