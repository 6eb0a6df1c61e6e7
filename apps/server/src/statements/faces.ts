import { mayOpen, partsWith, readPart } from './typefaces.ts';

/** What pdfkit keeps of the font that is current; its types leave it out. */
interface CurrentFont {
  _font: { font: { hasGlyphForCodePoint?(code: number): boolean } };
}

/** Which part of Noto Sans SC a document writes a character with. */
export interface Faces {
  /** Opens the parts that have these characters. */
  learn(characters: Iterable<string>): Promise<void>;
  /** The part that has a learned character, by the name pdfkit knows it under; null when none has. */
  of(character: string): string | null;
}

/** The typefaces of one document besides PDF's own. */
export function createFaces(doc: PDFKit.PDFDocument): Faces {
  const opened = new Map<string, (code: number) => boolean>();
  const known = new Map<string, string | null>();

  async function open(name: string): Promise<(code: number) => boolean> {
    doc.registerFont(name, await readPart(name));
    const { font } = (doc.font(name) as unknown as CurrentFont)._font;
    const has = (code: number) => font.hasGlyphForCodePoint?.(code) ?? false;
    opened.set(name, has);
    return has;
  }

  async function find(character: string): Promise<string | null> {
    for (const name of await partsWith(character)) {
      const has = opened.get(name) ?? (mayOpen(opened.size) ? await open(name) : null);
      if (has?.(character.codePointAt(0) as number)) return name;
    }
    return null;
  }

  return {
    async learn(characters) {
      for (const character of characters) {
        if (!known.has(character)) known.set(character, await find(character));
      }
    },
    of: (character) => known.get(character) ?? null,
  };
}
