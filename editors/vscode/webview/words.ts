// Words with something in them, and without what stands beside them.

/** Words whose `{0}`, `{1}`… are filled in. */
export const filled = (words: string, ...values: (string | number)[]): string =>
  words.replace(/\{(\d)\}/g, (_, at: string) => String(values[Number(at)] ?? ''));

/** What is offered at a cell, without its name where it begins with that. */
export function withoutName(title: string, name: string): string {
  const [row = '', column = ''] = name.split(' × ');
  const own = [`“${name}”`, `“${row}”行“${column}”栏`].find((words) => title.startsWith(words));
  return own === undefined ? title : title.slice(own.length);
}
