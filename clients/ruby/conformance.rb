# frozen_string_literal: true

# Runs conformance cases. Reads a request from each line of standard input and writes its outcome to a line of
# standard output. A request is either an operation, called with the generated client, or plain HTTP, sent with
# Net::HTTP.

require 'base64'
require 'json'
require 'net/http'
require 'auditledge_client'

# Formats the times in a response with fractional seconds, which Time#to_s omits.
class Time
  def to_json(*options)
    utc.iso8601(6).to_json(*options)
  end
end

OPERATIONS = {
  'createEvent' => ->(client, _, body) { events(client).create_event_with_http_info(body) },
  'createEventBatch' => ->(client, given, body) { events(client).create_event_batch_with_http_info(body, given) },
  'listEvents' => ->(client, given, _) { events(client).list_events_with_http_info(given) },
  'exportEvents' => ->(client, given, _) { events(client).export_events_with_http_info(given) },
  'exportEventsCsv' => ->(client, given, _) { events(client).export_events_csv_with_http_info(given) },
  'streamEvents' => ->(client, given, _) { events(client).stream_events_with_http_info(given) },
  'countEvents' => ->(client, given, _) { events(client).count_events_with_http_info(given.delete(:by), given) },
  'countFacets' => ->(client, given, _) { events(client).count_facets_with_http_info(given.delete(:by), given) },
  'getEvent' => ->(client, given, _) { events(client).get_event_with_http_info(given[:event_id]) },
  'getUsage' => ->(client, _, _) { AuditledgeClient::UsageApi.new(client).get_usage_with_http_info },
  'getHealth' => ->(client, _, _) { AuditledgeClient::HealthApi.new(client).get_health_with_http_info },
  'getLiveness' => ->(client, _, _) { AuditledgeClient::HealthApi.new(client).get_liveness_with_http_info },
  'getReadiness' => ->(client, _, _) { AuditledgeClient::HealthApi.new(client).get_readiness_with_http_info }
}.freeze

def events(client)
  AuditledgeClient::EventsApi.new(client)
end

def perform(call)
  configuration = AuditledgeClient::Configuration.new
  url = URI(call['base_url'])
  configuration.scheme, configuration.host, configuration.base_path = url.scheme, "#{url.host}:#{url.port}", url.path
  configuration.server_index = nil
  configuration.access_token = call['key']
  configuration.client_side_validation = false # the response of the ledger is tested
  given = call['parameters'].transform_keys { |name| name.downcase.tr('-', '_').to_sym }
  client = AuditledgeClient::ApiClient.new(configuration)
  data, status, headers = OPERATIONS.fetch(call['operation']).call(client, given, call['body'])
  { how: 'typed', status: status, headers: flat(headers), body: plain(data) }
rescue AuditledgeClient::ApiError => e
  raise if e.code.to_i.zero?

  { how: 'typed', status: e.code, headers: flat(e.response_headers), body: error_body(client, e) }
end

# The ErrorResponse of an error, or else the text of the response.
def error_body(client, error)
  return error.response_body unless error.response_headers['Content-Type'].to_s.start_with?('application/json')

  facts = JSON.parse(error.response_body, symbolize_names: true)
  plain(client.convert_to_type(facts, 'ErrorResponse'))
end

# The response as parsed into the client's types. Their own to_hash removes null from the lists in metadata.
def plain(value)
  return value.map { |each| plain(each) } if value.is_a?(Array)
  return value unless value.class.respond_to?(:attribute_map)

  value.class.attribute_map.each_with_object({}) do |(attribute, key), found|
    member = value.public_send(attribute)
    found[key] = plain(member) unless member.nil? && !value.class.openapi_nullable.include?(attribute)
  end
end

def send_plain(plain)
  url = URI(plain['url'])
  request = Net::HTTPGenericRequest.new(plain['method'], !plain['content'].nil?, true, url, plain['headers'])
  request.body = Base64.decode64(plain['content']) if plain['content']
  response = Net::HTTP.start(url.host, url.port) { |http| http.request(request) }
  body = response.body.force_encoding('UTF-8')
  { how: 'raw', status: response.code.to_i, headers: flat(response.each_header.to_h), body: body }
end

def flat(headers)
  headers.to_h.transform_keys(&:downcase)
end

$stdout.sync = true
$stdin.each_line do |line|
  request = JSON.parse(line)
  outcome = request['call'] ? perform(request['call']) : send_plain(request['http'])
  puts JSON.generate(outcome)
rescue StandardError => e
  puts JSON.generate({ failure: e.full_message(highlight: false) })
end
