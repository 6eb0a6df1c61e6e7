import { createFaces, type Faces } from './faces.ts';
import { nearest, piecesOf, printable, STAND_IN } from './printable.ts';
import { helveticaHas } from './typefaces.ts';

export interface Style {
  size: number;
  bold?: boolean;
  mono?: boolean;
  color?: string;
  align?: 'left' | 'right';
  /** At most so many lines; what is left over ends in an ellipsis. One when not said. */
  lines?: number;
}

/** A stretch of text in one typeface. */
interface Run {
  face: string;
  text: string;
}

export interface Line {
  runs: (Run & { width: number })[];
  width: number;
}

/** The height of a line of text to the size of its letters. */
export const LEADING = 1.4;

/** Sets texts in lines. Each character is set in the first typeface that has it. */
export interface Typesetter {
  /** The text, cleaned, in lines that fit the width; a word that does not fit alone is broken anywhere. */
  linesOf(text: string, width: number, style: Style): Promise<Line[]>;
  /** How high a text becomes in a box so wide. */
  heightOf(text: string, width: number, style: Style): Promise<number>;
  /** How wide a text is in one line. */
  widthOf(text: string, style: Style): Promise<number>;
  /** Whether the stand-in had to be printed. */
  isMissing(): boolean;
}

/** Splits texts by typeface, and knows whether a character had to be replaced. */
function createRuns(faces: Faces) {
  let missing = false;

  function runOf(character: string, base: string): Run {
    if (helveticaHas(character)) return { face: base, text: character };
    const face = faces.of(character);
    if (face) return { face, text: character };
    const text = nearest(character);
    if (text === STAND_IN) missing = true;
    return { face: base, text };
  }

  function runsOf(text: string, base: string): Run[] {
    const runs: Run[] = [];
    for (const character of text) {
      const run = runOf(character, base);
      const last = runs.at(-1);
      if (last?.face === run.face) last.text += run.text;
      else runs.push(run);
    }
    return runs;
  }

  return { runsOf, isMissing: () => missing };
}

export function createTypesetter(doc: PDFKit.PDFDocument): Typesetter {
  const faces = createFaces(doc);
  const { runsOf, isMissing } = createRuns(faces);

  function setLine(text: string, style: Style): Line {
    const runs = runsOf(text, baseOf(style)).map((run) => {
      return { ...run, width: doc.font(run.face).fontSize(style.size).widthOfString(run.text) };
    });
    return { runs, width: runs.reduce((sum, { width }) => sum + width, 0) };
  }

  /** As much of the text as fits one line; on the last line with an ellipsis where some is left. */
  function headOf(text: string, width: number, style: Style, last: boolean): { line: Line; taken: number } {
    const whole = setLine(text, style);
    if (whole.width <= width) return { line: whole, taken: text.length };
    const tail = last ? '…' : '';
    const lineOf = (head: string) => setLine(head.trimEnd() + tail, style);
    const fits = (head: string) => lineOf(head).width <= width;
    const characters = [...text];
    const head = longest(piecesOf(text), fits) || longest(characters, fits) || (characters[0] as string);
    return { line: lineOf(head), taken: head.length };
  }

  /** Cleaned, and every typeface that it needs opened. */
  async function learned(text: string): Promise<string> {
    const clean = printable(text);
    await faces.learn([...clean].filter((character) => !helveticaHas(character)));
    return clean;
  }

  async function linesOf(text: string, width: number, style: Style): Promise<Line[]> {
    const lines: Line[] = [];
    const max = style.lines ?? 1;
    let rest = await learned(text);
    while (rest && lines.length < max) {
      const { line, taken } = headOf(rest, width, style, lines.length === max - 1);
      lines.push(line);
      rest = rest.slice(taken).trimStart();
    }
    return lines;
  }

  return {
    linesOf,
    heightOf: async (text, width, style) => (await linesOf(text, width, style)).length * style.size * LEADING,
    widthOf: async (text, style) => setLine(await learned(text), style).width,
    isMissing,
  };
}

function baseOf({ bold, mono }: Style): string {
  if (mono) return bold ? 'Courier-Bold' : 'Courier';
  return bold ? 'Helvetica-Bold' : 'Helvetica';
}

/** The most of the pieces that fits, as one text; found by halving. */
function longest(pieces: string[], fits: (head: string) => boolean): string {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(pieces.slice(0, middle).join(''))) low = middle;
    else high = middle - 1;
  }
  return pieces.slice(0, low).join('');
}
