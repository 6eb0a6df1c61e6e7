const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

export interface Button {
  /** Where the button posts to. */
  action: string;
  label: string;
  quiet?: boolean;
}

export interface Page {
  title: string;
  /** Large, above the rows: usually the sum. */
  headline: string;
  rows: [string, string][];
  buttons: Button[];
  note?: string;
}

const style = `
  :root { color-scheme: light dark }
  body { font: 16px/1.5 system-ui, sans-serif; margin: 0; display: grid; place-items: center; min-height: 100vh;
    background: light-dark(#f4f4f5, #18181b); color: light-dark(#18181b, #f4f4f5) }
  main { width: min(26rem, calc(100vw - 4rem)); background: light-dark(#fff, #27272a); border-radius: 12px;
    padding: 2rem; box-shadow: 0 1px 3px #0003 }
  h1 { font-size: 1rem; font-weight: 600; margin: 0 } strong { display: block; font-size: 2rem; margin: .5rem 0 1rem }
  dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; margin: 0 0 1.5rem; font-size: .9rem }
  dt { opacity: .65 } dd { margin: 0; overflow-wrap: anywhere; text-align: end }
  button { font: inherit; width: 100%; padding: .7rem; margin-top: .5rem; border: 0; border-radius: 8px; cursor: pointer;
    background: #1d4ed8; color: #fff } button.quiet { background: none; color: inherit; border: 1px solid #8886 }
  p { font-size: .85rem; opacity: .65; margin: 1rem 0 0 }`;

/** A small page in the place of a vendor's own: nothing on it is real money. */
export function renderPage({ title, headline, rows, buttons, note }: Page): string {
  const list = rows.map(([term, text]) => `<dt>${escaped(term)}</dt><dd>${escaped(text)}</dd>`).join('');
  const forms = buttons.map(({ action, label, quiet }) => {
    const button = `<button${quiet ? ' class="quiet"' : ''}>${escaped(label)}</button>`;
    return `<form method="post" action="${escaped(action)}">${button}</form>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title><style>${style}</style>
<main><h1>${escaped(title)}</h1><strong>${escaped(headline)}</strong><dl>${list}</dl>${forms.join('')}
<p>${escaped(note ?? 'A rehearsal on this machine: no money moves.')}</p></main></html>`;
}
