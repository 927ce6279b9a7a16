# frozen_string_literal: true

# [begin retries]
require 'json'
require 'securerandom'
require 'uri'
require 'auditledge_client'

RETRIED = [0, 408, 429, 500, 502, 503, 504].freeze # 0: no response

# An event id: `evt_` and a UUIDv7. Generated once per event, it makes retries safe.
def new_event_id
  milliseconds = format('%012x', Process.clock_gettime(Process::CLOCK_REALTIME, :millisecond))
  random = SecureRandom.uuid
  "evt_#{milliseconds[0, 8]}-#{milliseconds[8, 4]}-7#{random[15..]}"
end

# Record an event, with retries. Set config.timeout.
def record(events, event, attempts: 3)
  event = { id: new_event_id, **event }
  (1..attempts).each do |attempt|
    return events.create_event(event)
  rescue AuditledgeClient::ApiError => e
    final = !RETRIED.include?(e.code.to_i) || e.response_body.to_s.include?('"quota_exceeded"')
    raise if final || attempt == attempts

    sleep [rand * [8, 0.5 * 2**attempt].min, e.response_headers.to_h['Retry-After'].to_f].max
  end
end
# [end retries]

AuditledgeClient.configure do |config|
  url = URI(ENV.fetch('AUDITLEDGE_BASE_URL'))
  config.scheme, config.host, config.base_path = url.scheme, "#{url.host}:#{url.port}", url.path
  config.server_index = nil
  config.timeout = 10
  config.access_token = ENV.fetch('AUDITLEDGE_API_KEY')
end
event = { actor: { id: 'user_123' }, action: 'invoice.deleted', resource: { type: 'invoice', id: 'inv_456' } }
puts record(AuditledgeClient::EventsApi.new, event).event.id
