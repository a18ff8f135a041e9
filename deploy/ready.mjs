// The health check of a container: does the service on this port say that it is ready?
//   node deploy/ready.mjs 3001
const answer = await fetch(`http://127.0.0.1:${process.argv[2]}/health/ready`).catch((error) => ({
  ok: false,
  status: error.message,
}));
if (!answer.ok) {
  console.error(`not ready: ${answer.status}`);
  process.exitCode = 1;
}
