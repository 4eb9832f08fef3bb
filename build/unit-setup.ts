/**
 * Before the unit tests: the event store's threads, bundled as they ship. From source each thread strips its types by
 * WebAssembly, and threads with WebAssembly that come and go by the hundred, as in tests, end V8 now and then
 * («Check failed: jit_page.has_value()», nodejs/node#64500).
 */
import path from 'node:path';
import { bundleNode, root } from './build.ts';

export default async function setup(): Promise<void> {
  const threads = { writer: 'desk/store/writer.ts', reader: 'desk/store/reader.ts' };
  await bundleNode(threads, path.join(root, '.cache', 'unit-workers'), 'node24');
}
