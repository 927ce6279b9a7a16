# frozen_string_literal: true

# [begin quickstart]
require 'uri'
require 'auditledge_client'

AuditledgeClient.configure do |config|
  config.access_token = ENV.fetch('AUDITLEDGE_API_KEY')
  if (url = ENV['AUDITLEDGE_BASE_URL'])
    config.scheme, config.host, config.base_path = URI(url).scheme, "#{URI(url).host}:#{URI(url).port}", URI(url).path
    config.server_index = nil
  end
end
events = AuditledgeClient::EventsApi.new

begin
  created = events.create_event(
    actor: { id: 'user_123', name: 'Alice' },
    action: 'invoice.updated',
    resource: { type: 'invoice', id: 'inv_456' },
    outcome: 'success',
    context: { ip: '203.0.113.7' },
    changes: { status: { before: 'open', after: 'paid' } },
    metadata: { invoice_total: 1200 },
    timestamp: Time.now.utc.iso8601(6)
  )
rescue AuditledgeClient::ApiError => e
  abort "#{e.code} #{e.response_body}"
end
puts "stored #{created.event.id}"

q = 'actor:user_123 outcome:success changes.status.after:paid'
events.list_events(q: q, limit: 100).events.each do |event|
  puts "#{event.timestamp.iso8601(6)} #{event.action} #{event.resource.id}"
end

events.count_events('outcome').groups.each do |group|
  puts "#{group.value}: #{group.count}"
end

puts events.export_events_csv.lines.first
# [end quickstart]
