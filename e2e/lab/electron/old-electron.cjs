// Loaded before the product's main bundle on Electron 22: supplies what newer Electrons have. The product knows nothing of it.
// Environment: MAIN, the main bundle (CommonJS, built for Node 16); LAB_NODE, a Node 24 for the utility processes.
'use strict';
require('core-js/actual'); // toSorted, structuredClone, Promise.withResolvers …
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const electron = require('electron');
const { installProtocolHandle } = require('./protocol-handle.cjs');
const { utilityProcess } = require('./utility-process.cjs');

const { MAIN: main, LAB_NODE: node } = process.env;
if (main === undefined || node === undefined) throw new Error('old-electron.cjs needs MAIN and LAB_NODE');

installProtocolHandle(electron);

// The product sees the command line that `electron .` gives: no debugging switches before the application.
process.argv.splice(1, process.argv.indexOf(__filename) - 1);

// As `electron .` does it: application path, name and version are those of the package.json above the main bundle.
function packageFolder(file) {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, 'package.json'))) return folder;
    if (folder === path.dirname(folder)) return path.dirname(file);
  }
}
const folder = packageFolder(path.resolve(main));
electron.app.setAppPath(folder);
try {
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  electron.app.setName(manifest.productName ?? manifest.name);
  electron.app.setVersion(manifest.version ?? '0.0.0');
} catch {
  // A main bundle without a package: a test's own.
}

// Electron 22 has a utilityProcess of its own, but on Node 16, which has no node:sqlite.
const shimmed = new Proxy(electron, {
  get: (target, key) => (key === 'utilityProcess' ? utilityProcess : target[key]),
});
const load = Module._load;
Module._load = function (id, ...rest) {
  return id === 'electron' || id === 'electron/main' ? shimmed : load.call(this, id, ...rest);
};

require(path.resolve(main));
