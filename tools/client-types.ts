import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';

const HEAD = `/** Written by \`npm run generate\` from the server's OpenAPI document; not by hand. */\n\n`;

/** The types of packages/sdk/src/schema.gen.ts for an OpenAPI document. */
export async function clientTypes(document: unknown): Promise<string> {
  return HEAD + astToString(await openapiTypescript(document as OpenAPI3));
}
