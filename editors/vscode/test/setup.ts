// Sets up what the tests need.

import { setUp } from './host/setup';

try {
  setUp({ browser: true });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
