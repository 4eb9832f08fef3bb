// Hands the port to the page.
'use strict';
require('electron').ipcRenderer.on('port', (event) => window.postMessage('port', '*', event.ports));
