// Where the cells of a table stand to each other, and which one a key leads to.
//
// Invariant: what a key leads to follows from how the table is printed alone, also where rows have fewer and wider
// cells than their neighbours.

/** A cell of a row as it is printed: how many columns and rows it takes, and what of it can be gone to. */
export interface Box {
  width: number;
  height: number;
  keys: readonly string[];
}

/** What can be gone to: where it begins and ends, counted in columns. */
export interface Spot {
  key: string;
  left: number;
  right: number;
}

/** The rows of a table that have anything that can be gone to. */
export type Grid = readonly (readonly Spot[])[];

/** Which spot, by numbers. */
export interface At {
  table: number;
  row: number;
  spot: number;
}

export type Step = 'left' | 'right' | 'up' | 'down' | 'home' | 'end' | 'first' | 'last';

/** Puts the cells of a table where they are printed, as a browser does. */
export function laidOut(rows: readonly (readonly Box[])[]): Grid {
  /** For each column down to which row it is taken from above. */
  const taken: number[] = [];
  const grid: Spot[][] = [];
  rows.forEach((boxes, row) => {
    const spots: Spot[] = [];
    let column = 0;
    for (const { width, height, keys } of boxes) {
      while ((taken[column] ?? 0) > row) column += 1;
      keys.forEach((key, at) => {
        const part = width / keys.length;
        spots.push({ key, left: column + at * part, right: column + (at + 1) * part });
      });
      for (let end = column + width; column < end; column += 1) taken[column] = row + height;
    }
    if (spots.length > 0) grid.push(spots);
  });
  return grid;
}

/** Where a key stands. */
export function find(tables: readonly Grid[], key: string | undefined): At | undefined {
  for (const [table, grid] of tables.entries()) {
    for (const [row, spots] of grid.entries()) {
      const spot = spots.findIndex((other) => other.key === key);
      if (spot >= 0) return { table, row, spot };
    }
  }
  return undefined;
}

export function spotAt(tables: readonly Grid[], { table, row, spot }: At): Spot | undefined {
  return tables[table]?.[row]?.[spot];
}

export const middle = ({ left, right }: Spot): number => (left + right) / 2;

/**
 * What an arrow or Home or End leads to: up and down to what is nearest to the column `aim`, and on to the beginning of
 * a row of the next table, whose columns are others. `within` keeps to the table.
 */
export function stepped(
  tables: readonly Grid[],
  at: At,
  step: Step,
  aim: number,
  within: boolean,
): At | undefined {
  const grid = tables[at.table] ?? [];
  const spots = grid[at.row] ?? [];
  const to = (row: number, spot: number): At | undefined => {
    const next = { ...at, row, spot };
    return spotAt(tables, next) && next;
  };
  switch (step) {
    case 'left':
      return to(at.row, at.spot - 1);
    case 'right':
      return to(at.row, at.spot + 1);
    case 'home':
      return to(at.row, 0);
    case 'end':
      return to(at.row, spots.length - 1);
    case 'first':
      return to(0, 0);
    case 'last':
      return to(grid.length - 1, (grid.at(-1)?.length ?? 0) - 1);
  }
  const row = at.row + (step === 'up' ? -1 : 1);
  if (grid[row] !== undefined) return to(row, nearest(grid[row], aim));
  if (within) return undefined;
  const table = at.table + (step === 'up' ? -1 : 1);
  const other = { table, row: step === 'up' ? (tables[table]?.length ?? 0) - 1 : 0, spot: 0 };
  return spotAt(tables, other) && other;
}

/** The next one in the order of reading, or the one before: over the end of a row, and of a table. */
export function tabbed(tables: readonly Grid[], at: At, back: boolean): At | undefined {
  const all = tables.flatMap((grid, table) =>
    grid.flatMap((spots, row) => spots.map((_, spot) => ({ table, row, spot }))),
  );
  const here = all.findIndex(
    ({ table, row, spot }) => table === at.table && row === at.row && spot === at.spot,
  );
  return all[here + (back ? -1 : 1)];
}

/** The rows of the block that two spots of a table span. */
export function block(grid: Grid, a: string, b: string): Spot[][] {
  const [first, last] = [find([grid], a), find([grid], b)];
  if (first === undefined || last === undefined) return [];
  const corners = [grid[first.row]?.[first.spot], grid[last.row]?.[last.spot]].filter(
    (spot) => spot !== undefined,
  );
  const left = Math.min(...corners.map((spot) => spot.left));
  const right = Math.max(...corners.map((spot) => spot.right));
  return grid
    .slice(Math.min(first.row, last.row), Math.max(first.row, last.row) + 1)
    .map((spots) => spots.filter((spot) => spot.left < right && left < spot.right))
    .filter((spots) => spots.length > 0);
}

/** For each spot but those of the first row, or first column, of a block, the one that it is filled from. */
export function filledFrom(rows: readonly (readonly Spot[])[], way: 'down' | 'right'): [Spot, Spot][] {
  const [first = []] = rows;
  if (way === 'right') {
    return rows.flatMap(([source, ...others]) =>
      source === undefined ? [] : others.map((spot): [Spot, Spot] => [spot, source]),
    );
  }
  return rows.slice(1).flatMap((spots) =>
    spots.flatMap((spot): [Spot, Spot][] => {
      const source = first[nearest(first, middle(spot))];
      return source === undefined ? [] : [[spot, source]];
    }),
  );
}

function nearest(spots: readonly Spot[], aim: number): number {
  const far = spots.map((spot) => Math.abs(middle(spot) - aim));
  return far.indexOf(Math.min(...far));
}
