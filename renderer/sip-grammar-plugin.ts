/**
 * A Vite plugin: SIP.js 0.21's generated grammar decodes its 340 rules anew for every header it parses, a quarter of all the
 * work of an INVITE. Here they are decoded once. A version whose grammar looks different stops the build.
 */
import type { Plugin } from 'vite';

const file = /[\\/]sip\.js[\\/]lib[\\/]grammar[\\/]pegjs[\\/]dist[\\/]grammar\.js$/;
const table = 'const peg$bytecode = [';

export function decodeSipGrammarOnce(): Plugin {
  return {
    name: 'decode-sip-grammar-once',
    transform: {
      filter: { id: file },
      handler(code) {
        if (code.split(table).length !== 2)
          this.error('the grammar of sip.js has changed: see renderer/sip-grammar-plugin.ts');
        // same line: the source map stays true
        return {
          code: `${code.replace(table, 'const peg$bytecode = peg$decoded ??= [')}\nlet peg$decoded;\n`,
          map: null,
        };
      },
    },
  };
}
