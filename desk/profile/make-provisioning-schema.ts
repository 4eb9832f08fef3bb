/** Writes `assets/provisioning.schema.json` from the zod schema: `node desk/profile/make-provisioning-schema.ts`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { assetsDir } from '../app/paths.ts';
import { provisioningSchema } from './provisioning.ts';

export function provisioningJsonSchema(): string {
  const schema = z.toJSONSchema(provisioningSchema, { io: 'input' });
  return `${JSON.stringify({ title: 'Linewarden provisioning', ...schema }, null, 2)}\n`;
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(join(assetsDir, 'provisioning.schema.json'), provisioningJsonSchema());
}
