// The health check of a container: may requests come to the service on this port, and do its loops turn?
// A service whose topic is paused is healthy: its HTTP is how people repair that.
//   node deploy/ready.mjs 3001
const ask = async (question) => {
  const url = `http://127.0.0.1:${process.argv[2]}/health/${question}`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(2_500) }).catch((error) => ({
    ok: false,
    status: error.message,
  }));
  if (!answer.ok) console.error(`not ${question}: ${answer.status}`);
  return answer.ok;
};
const answers = await Promise.all(['live', 'ready'].map(ask));
if (answers.includes(false)) process.exitCode = 1;
