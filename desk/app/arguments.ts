/** The desk service's command line, the same for both hosts. Pure: what is wrong comes back as words, not as an exit. */
import { parseArgs } from 'node:util';

export interface DeskArguments {
  readonly profile: string | null;
  readonly provision: string | null;
  readonly port: number;
  readonly open: boolean;
  readonly web: boolean;
  readonly rebuild: boolean;
  readonly restore: string | null;
  readonly help: boolean;
}

export const usage = `linewarden [--web] [--profile DIR] [--provision FILE] [--port N] [--no-open] [--restore FILE] [--rebuild]
  --web             serve the desk to a browser on 127.0.0.1 instead of opening Electron
  --profile DIR     keep everything of this desk in DIR
  --provision FILE  read the provisioning file FILE instead of the system's place for it
  --port N          web host: listen on port N instead of a free one
  --no-open         web host: do not open the browser
  --restore FILE    put the backup FILE in place first; what was there is kept beside it
  --rebuild         make all tables again from the event log, print counts, exit`;

export type ParsedArguments =
  { readonly ok: true; readonly value: DeskArguments } | { readonly ok: false; readonly problem: string };

export function parseArguments(argv: readonly string[]): ParsedArguments {
  try {
    const { values } = parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: false,
      options: {
        profile: { type: 'string' },
        provision: { type: 'string' },
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
        web: { type: 'boolean' },
        rebuild: { type: 'boolean' },
        restore: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const port = values.port === undefined ? 0 : Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535 || values.port === '') {
      return { ok: false, problem: `--port needs a number from 0 to 65535, not "${values.port ?? ''}"` };
    }
    for (const name of ['profile', 'provision', 'restore'] as const) {
      if (values[name] === '') return { ok: false, problem: `--${name} needs a path` };
    }
    return {
      ok: true,
      value: {
        profile: values.profile ?? null,
        provision: values.provision ?? null,
        port,
        open: values['no-open'] !== true,
        web: values.web === true,
        rebuild: values.rebuild === true,
        restore: values.restore ?? null,
        help: values.help === true,
      },
    };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}
