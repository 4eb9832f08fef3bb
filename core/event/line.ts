/** Which line something happened on; what happens on the practice line never reaches the main line's data. */
import { z } from 'zod';

export const lineSchema = z.enum(['main', 'practice']);
export type Line = z.infer<typeof lineSchema>;
