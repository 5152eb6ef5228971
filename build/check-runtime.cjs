// Runs before anything is installed (`preinstall`) and before anything is run (`run`), on whatever Node the person has:
// plain old syntax, no dependency.
// npm puts its own and Node's version in npm_config_user_agent ("npm/11.6.0 node/v20.1.0 linux x64"); the Node that
// runs this script may already be the one from node_modules/.bin.
var agent = process.env.npm_config_user_agent || '';
var npm = /npm\/(\d+)\./.exec(agent);
var node = /node\/v(\d+)\./.exec(agent) || /^v(\d+)\./.exec(process.version);
var own = /^v(\d+)\./.exec(process.version);

function refuse(sentence, cure) {
  process.stderr.write([sentence, cure].join(' ').concat('\n'));
  process.exit(1);
}
function tooOld(what, needed, found, cure) {
  refuse(['Loose Parts needs', what, needed, 'or newer, and found', found].join(' ').concat('.'), cure);
}

if (node && Number(node[1]) < 20)
  tooOld('Node.js', '20', node[1], 'Get it from https://nodejs.org and run the command again.');
if (npm && Number(npm[1]) < 10)
  tooOld('npm', '10', npm[1], 'Run "npm install --global npm@11" and then the command again.');
if (process.argv[2] === 'run' && Number(own[1]) < 24)
  refuse(
    'Loose Parts runs on a Node.js 24 of its own in node_modules, and it is not there.',
    'Run "npm ci", with install scripts allowed, and then the command again.',
  );
