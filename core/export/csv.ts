/** Rows as a CSV file that Excel opens rightly and runs nothing of. Pure. */
import Papa from 'papaparse';

/**
 * What a spreadsheet would take for a formula, full-width signs of Chinese keyboards included (OWASP, "CSV injection"). Not
 * papaparse's own pattern: that one misses a cell with a line break in it.
 */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/** UTF-8 with a byte order mark, by which Excel knows it; lines end in CRLF (RFC 4180). A formula gets a ' in front and is text. */
export function toCsv(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const text = Papa.unparse(
    { fields: [...header], data: rows.map((row) => [...row]) },
    { escapeFormulae: formula, newline: '\r\n' },
  );
  return `\uFEFF${text}\r\n`;
}
