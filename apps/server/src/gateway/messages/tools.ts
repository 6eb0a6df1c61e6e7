import { keyedFigure } from '../../pricing/index.ts';
import type { Offer } from '../catalog.ts';
import { gatewayErrors } from '../errors.ts';
import { isJson, type Json } from '../json.ts';
import type { EstimateRule } from '../settings.ts';
import type { Bounds } from '../usage.ts';

/** Tools that the client runs; some are Anthropic's by their definition, and dated. */
const clientTool = /^(custom|(bash|text_editor|computer|memory|computer_toolset|browser_toolset)_\d{8})$/;

/** Anthropic ends a turn of its own tools after so many rounds (`pause_turn`), whatever they are. */
const ROUNDS = 10;

/** Tools of one request that the upstream may run, at most; each has a price. */
const HOSTED_MAX = 16;

/** Of these the upstream takes a limit. */
const limited: ReadonlySet<string> = new Set(['web_search', 'web_fetch']);

/** What the upstream writes before the definitions of tools, and for each of those that are its own. */
const TOOLS_TOKENS = 600;
const OWN_TOOL_TOKENS = 2_500;

/**
 * Bounds the tools that the upstream would run: `max_uses` and `max_content_tokens` are written into their definitions.
 * Undefined when there are none. Throws `unsupported_parameter` for one that the operator did not allow for this model,
 * or did not price, and for one that asks another model: it would be free by accident.
 */
export function limitHostedTools(
  tools: readonly Json[],
  body: Json,
  model: Offer,
  rule: EstimateRule,
): Bounds['toolCalls'] | undefined {
  const names = new Set<string>();
  let most = 0;
  const add = (name: string, what: string, calls: number) => {
    assertSold(name, what, model);
    names.add(name);
    most += calls;
  };
  for (const tool of tools) {
    const name = hostedName(tool);
    if (name) add(name, `Tools of type "${String(tool.type).slice(0, 64)}"`, limitOf(tool, name, model, rule));
  }
  if (list(body.mcp_servers).length > 0 && !names.has('mcp')) add('mcp', 'mcp_servers', ROUNDS);
  return names.size === 0 ? undefined : { most, tools: [...names] };
}

/** Tokens that the upstream adds for the tools themselves. */
export function toolsOverhead(tools: readonly Json[]): number {
  const own = tools.filter(({ type }) => type !== undefined && type !== 'custom').length;
  return tools.length === 0 ? 0 : TOOLS_TOKENS + own * OWN_TOOL_TOKENS;
}

/** The name under which a tool that the upstream ran has its price, from a block of its answer; null for no such block. */
export function toolRun({ type, name }: Json): string | null {
  if (type === 'mcp_tool_use') return 'mcp';
  return type === 'server_tool_use' && typeof name === 'string' ? priceName(name) : null;
}

function hostedName({ type = 'custom' }: Json): string | null {
  return typeof type === 'string' && clientTool.test(type) ? null : priceName(String(type));
}

/** `web_search_20260318` is a web search; `bash_code_execution` and `text_editor_code_execution` are code execution. */
function priceName(type: string): string {
  const plain = type.replace(/_\d{8}$/, '');
  if (plain.endsWith('code_execution')) return 'code_execution';
  if (plain.startsWith('tool_search_tool')) return 'tool_search';
  return plain === 'mcp_toolset' ? 'mcp' : plain.slice(0, 64);
}

function assertSold(name: string, what: string, model: Offer): void {
  const priced = keyedFigure(model.sale.price.toolCalls, name) !== null;
  // An advisor is another model: its tokens are not in the usage.
  if (model.hostedTools && priced && name !== 'advisor') return;
  const why = model.hostedTools && !priced ? ': they have no price there' : '';
  throw gatewayErrors.unsupported_parameter({ param: 'tools' }, `${what} cannot be used with ${model.id}${why}.`);
}

function limitOf(tool: Json, name: string, { maxToolCalls }: Offer, { toolTokens }: EstimateRule): number {
  if (!limited.has(name)) return ROUNDS;
  const uses = atMost(tool.max_uses, maxToolCalls, 'max_uses');
  tool.max_uses = uses;
  if (name === 'web_fetch') tool.max_content_tokens = atMost(tool.max_content_tokens, toolTokens, 'max_content_tokens');
  return uses;
}

function atMost(value: unknown, most: number, param: string): number {
  if (value === undefined || value === null) return most;
  if (Number.isSafeInteger(value) && (value as number) >= 1) return Math.min(value as number, most);
  throw gatewayErrors.invalid_request({ param: 'tools' }, `${param} must be a whole number of at least 1.`);
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}

/** Throws `unsupported_parameter` when there are more than a request may have. */
export function assertFewHosted(tools: readonly Json[]): void {
  if (tools.filter((tool) => hostedName(tool) !== null).length <= HOSTED_MAX) return;
  throw gatewayErrors.unsupported_parameter({ param: 'tools' }, `At most ${HOSTED_MAX} tools may be the upstream's.`);
}
