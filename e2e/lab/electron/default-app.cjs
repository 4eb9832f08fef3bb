// Stands in for Electron's own default_app, which a packaged Electron lacks: loads the file or folder that the command line names.
// Lives in resources/app of the lab's Electron; knows neither the product nor the shim.
'use strict';
const { app } = require('electron');
const fs = require('node:fs');
const path = require('node:path');

process.defaultApp = true;
const named = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (named === undefined) {
  console.error('No application named: electron FILE|FOLDER');
  app.exit(1);
} else {
  const target = path.resolve(named);
  if (fs.statSync(target).isDirectory()) {
    const manifest = JSON.parse(fs.readFileSync(path.join(target, 'package.json'), 'utf8'));
    app.setAppPath(target);
    app.setName(manifest.productName ?? manifest.name);
    app.setVersion(manifest.version ?? '0.0.0');
    require(path.join(target, manifest.main ?? 'index.js'));
  } else {
    app.setAppPath(path.dirname(target));
    require(target);
  }
}
