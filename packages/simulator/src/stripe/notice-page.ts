import { type Answer, html } from '../listener.ts';
import { renderPage } from '../page.ts';

/** A page that only says something. */
export function noticePage(title: string, sentence: string, status = 200): Answer {
  return html(renderPage({ title, headline: '', rows: [], buttons: [], note: sentence }), status);
}
