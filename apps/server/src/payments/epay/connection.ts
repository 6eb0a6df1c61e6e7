import { FareboxError } from '@farebox/kit';
import { isV1, postVerified, queryApi, refusalOf, type Site, type SiteV2 } from './site.ts';

/** Asks the site who we are: changes nothing and costs nothing. A no is an answer, no error. */
export async function testConnection(site: Site): Promise<{ ok: boolean; message: string }> {
  const { pid } = site.settings;
  try {
    const answer = isV1(site)
      ? await queryApi(site, 'query', {})
      : await postVerified(site as SiteV2, 'api/merchant/info', {});
    if (answer.code !== (isV1(site) ? 1 : 0)) {
      return { ok: false, message: `The site refused merchant ${pid}: ${refusalOf(site, answer)}.` };
    }
    const active = (answer.fields.get('active') ?? answer.fields.get('status') ?? '1') === '1';
    return active
      ? { ok: true, message: `The site knows merchant ${pid}.` }
      : { ok: false, message: `The site knows merchant ${pid}, but has switched it off.` };
  } catch (error) {
    if (!(error instanceof FareboxError)) throw error;
    return { ok: false, message: `The site cannot be asked: ${error.details.reason}.` };
  }
}
