// Runs before anything is installed, on whatever Node the person has: plain old syntax, no dependency.
// npm puts its own and Node's version in npm_config_user_agent ("npm/11.6.0 node/v20.1.0 linux x64"); the Node that
// runs this script may already be the one from node_modules/.bin.
var agent = process.env.npm_config_user_agent || '';
var npm = /npm\/(\d+)\./.exec(agent);
var node = /node\/v(\d+)\./.exec(agent) || /^v(\d+)\./.exec(process.version);

function refuse(what, found, needed, cure) {
  process.stderr.write(
    'Loose Parts needs ' + what + ' ' + needed + ' or newer, and found ' + found + '. ' + cure + '\n',
  );
  process.exit(1);
}

if (node && Number(node[1]) < 20)
  refuse('Node.js', node[1], '20', 'Get it from https://nodejs.org and run the command again.');
if (npm && Number(npm[1]) < 10)
  refuse('npm', npm[1], '10', 'Run "npm install --global npm@11" and then the command again.');
