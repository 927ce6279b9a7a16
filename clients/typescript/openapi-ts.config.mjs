/** How the client is generated. The `.js` in imports is what Node asks of ES modules. */
export default {
  input: './openapi.yaml',
  output: { path: './src/auditledge', module: { extension: '.js' } },
  plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
};
