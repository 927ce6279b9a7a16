/** Options of the generator. Node requires `.js` in imports of ES modules. */
export default {
  input: './openapi.yaml',
  output: { path: './src/auditledge', module: { extension: '.js' } },
  plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
};
