import { hostFault } from '../http/guarded-connect.ts';
import { gatewayErrors } from './errors.ts';
import { isJson, type Json, objects } from './json.ts';

/** Names that only a private network gives. */
const insideName = /(^|\.)(internal|local|lan|home|corp|intranet)$/i;

const LINK_CHARS = 80;

/**
 * Refuses a request whose images or files are addresses for the upstream to fetch that lead inside a network, or are no
 * address of the web: an upstream of the operator's own would fetch them for anybody. Only what the address itself
 * says is judged; a name is resolved by the upstream, which alone knows where it leads. Throws `invalid_request`.
 */
export function refuseLinksInside(body: Json): void {
  for (const { param, link } of linksIn(body)) {
    const fault = linkFault(link);
    if (fault) throw gatewayErrors.invalid_request({ param }, `${param}: ${fault} (${link.slice(0, LINK_CHARS)})`);
  }
}

/** What speaks against having an upstream fetch this, as a sentence; null when nothing does. */
export function linkFault(link: string): string | null {
  if (link.startsWith('data:')) return null;
  if (!URL.canParse(link)) return 'This is no address.';
  const { protocol, hostname } = new URL(link);
  if (protocol === 'data:') return null;
  if (protocol !== 'https:' && protocol !== 'http:') return 'Only http, https and data addresses are fetched.';
  const name = hostname.replace(/\.$/, '');
  const isName = !name.startsWith('[') && !/^[\d.]+$/.test(name);
  if (isName && (!name.includes('.') || insideName.test(name))) return 'This is a name of a private network.';
  return hostFault(name, false);
}

interface Link {
  param: string;
  link: string;
}

/** Everything in a request of any endpoint that an upstream is to fetch. */
function linksIn(body: Json): Link[] {
  return [
    ...itemLinks(body.messages, 'messages'),
    ...itemLinks(body.input, 'input'),
    ...linksOf([body.mask], 'mask'),
    ...linksOf(objects(body.images), 'images'),
    ...serverLinks(body),
  ];
}

/** Servers of tools that the upstream would call. */
function serverLinks(body: Json): Link[] {
  const told = [
    ...objects(body.tools).map((tool) => tool.server_url),
    ...objects(body.mcp_servers).map(({ url }) => url),
  ];
  return told.flatMap((link) => (typeof link === 'string' ? [{ param: 'tools', link }] : []));
}

/** Messages and items have parts; a moderation's input is parts. */
function itemLinks(items: unknown, param: string): Link[] {
  return objects(items).flatMap((item) => [
    ...linksOf([item], param),
    ...partLinks(item.content, param),
    ...partLinks(item.output, param),
  ]);
}

/** A tool's result has parts of its own. */
function partLinks(parts: unknown, param: string): Link[] {
  const list = objects(parts);
  return [...linksOf(list, param), ...list.flatMap(({ content }) => linksOf(objects(content), param))];
}

function linksOf(parts: readonly unknown[], param: string): Link[] {
  return parts.filter(isJson).flatMap((part) => {
    const { image_url: image, file_url: file, source } = part;
    const fetched = isJson(source) && source.type === 'url' ? source.url : undefined;
    const told = [isJson(image) ? image.url : image, file, fetched];
    return told.flatMap((link) => (typeof link === 'string' ? [{ param, link }] : []));
  });
}
