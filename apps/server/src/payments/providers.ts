import type { Deps } from '../context.ts';
import { mockpay } from './mockpay.ts';
import type { Provider } from './provider.ts';

/** The ways of being paid that are switched on, by name. */
function providersOf({ config }: Pick<Deps, 'config'>): Map<string, Provider> {
  const { mockpay: settings } = config.payments;
  const offered = settings.enabled ? [mockpay({ secret: settings.secret, publicUrl: config.server.publicUrl })] : [];
  return new Map(offered.map((provider) => [provider.name, provider]));
}

export function findProvider(deps: Pick<Deps, 'config'>, name: string): Provider | null {
  return providersOf(deps).get(name) ?? null;
}

export function providerNames(deps: Pick<Deps, 'config'>): string[] {
  return [...providersOf(deps).keys()];
}
