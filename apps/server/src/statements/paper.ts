import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Language } from './language.ts';
import { printable } from './printable.ts';
import { createTypesetter, LEADING, type Style, type Typesetter } from './typesetter.ts';

export const ink = '#1d1b18';
export const quiet = '#6d675e';
const hairline = '#d9d3c7';
/** The yellow of a transit card: only ever a fill. */
export const fare = '#f5c518';

/** A4, in points. */
export const sheet = { width: 595.28, height: 841.89, margin: 48, bottom: 64 };
export const textWidth = sheet.width - 2 * sheet.margin;

/** Between where a ticket is torn off and what follows. */
export const perforationGap = 20;

/** Writing that waits for nobody is interrupted so often, so that a long document leaves other requests their turn. */
const WRITES_PER_TURN = 200;

/** A document being written. Places are points from the upper left corner of the page. */
export interface Paper {
  /** Writes a text into a box, cleaned and broken into lines, and tells how high it became. */
  write(text: string, x: number, y: number, width: number, style: Style): Promise<number>;
  heightOf: Typesetter['heightOf'];
  widthOf: Typesetter['widthOf'];
  isMissing: Typesetter['isMissing'];
  fill(x: number, y: number, width: number, height: number, color: string): void;
  /** A thin line from margin to margin. */
  line(y: number, color?: string): void;
  /** Where a ticket is torn off. */
  perforation(y: number): void;
  addPage(): void;
  /** Ends the document; before that `foot` is asked for each page, with its number and how many there are. */
  end(foot: (number: number, count: number) => Promise<void>): Promise<Buffer>;
}

export interface AboutPaper {
  title: string;
  author: string;
  language: Language;
  /** The date it bears: the same content gives the same bytes. */
  at: Date;
}

/** A new A4 document with its first page. pdfkit and the fonts are loaded on first use. */
export async function openPaper(about: AboutPaper): Promise<Paper> {
  const { default: PDFDocument } = await import('pdfkit');
  const info = { Title: printable(about.title), Author: printable(about.author), CreationDate: about.at };
  const doc = new PDFDocument({ size: 'A4', margin: 0, bufferPages: true, info, lang: about.language });
  const typesetter = createTypesetter(doc);
  return {
    write: writer(doc, typesetter),
    heightOf: typesetter.heightOf,
    widthOf: typesetter.widthOf,
    isMissing: typesetter.isMissing,
    ...strokes(doc),
    addPage: () => {
      doc.addPage();
    },
    end: ender(doc),
  };
}

function writer(doc: PDFKit.PDFDocument, typesetter: Typesetter): Paper['write'] {
  let writes = 0;
  return async (text, x, y, width, style) => {
    if (++writes % WRITES_PER_TURN === 0) await nextTurn();
    const lines = await typesetter.linesOf(text, width, style);
    const height = style.size * LEADING;
    for (const [index, line] of lines.entries()) {
      let at = style.align === 'right' ? x + width - line.width : x;
      for (const run of line.runs) {
        doc
          .font(run.face)
          .fontSize(style.size)
          .fillColor(style.color ?? ink);
        doc.text(run.text, at, y + index * height + style.size, { lineBreak: false, baseline: 'alphabetic' });
        at += run.width;
      }
    }
    return lines.length * height;
  };
}

function strokes(doc: PDFKit.PDFDocument): Pick<Paper, 'fill' | 'line' | 'perforation'> {
  const across = (y: number) => doc.moveTo(sheet.margin, y).lineTo(sheet.width - sheet.margin, y);
  return {
    fill: (x, y, width, height, color) => {
      doc.rect(x, y, width, height).fill(color);
    },
    line: (y, color = hairline) => {
      across(y).lineWidth(0.6).strokeColor(color).stroke();
    },
    perforation: (y) => {
      doc.save();
      across(y).lineWidth(1.8).lineCap('round').dash(0.01, { space: 6 }).strokeColor(hairline).stroke();
      doc.restore();
    },
  };
}

function ender(doc: PDFKit.PDFDocument): Paper['end'] {
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('end', resolve);
    doc.on('error', reject);
  });
  return async (foot) => {
    const { count } = doc.bufferedPageRange();
    for (let index = 0; index < count; index++) {
      doc.switchToPage(index);
      await foot(index + 1, count);
    }
    doc.end();
    await ended;
    return Buffer.concat(chunks);
  };
}
