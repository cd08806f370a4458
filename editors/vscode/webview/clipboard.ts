// A block of cells on the clipboard: tabs and lines for text, a table for programs that know one.

export type Block = readonly (readonly string[])[];

export function asText(block: Block): string {
  return block.map((row) => row.join('\t')).join('\n');
}

export function asHtml(block: Block): string {
  const cell = (text: string) => `<td>${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</td>`;
  return `<table>${block.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</table>`;
}

/** Whether what is pasted is more than what stands in one cell. */
export function isBlock(text: string): boolean {
  return /[\t\r\n]/.test(text.replace(/[\r\n]+$/, ''));
}
