// Unpacks the Chromium of the packages into the folder that TMPDIR names: its library knows no other
// way to say where. A process of its own, so that nobody else's folder for temporary files changes.
//
// The library adds the shared libraries of the browser only where it believes to be inside Amazon's
// functions. A machine with nothing but Node lacks the same ones.
process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x';
const { default: chromium } = await import('@sparticuz/chromium');
await chromium.executablePath();
