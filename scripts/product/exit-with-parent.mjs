// Loaded into wrangler before its own code. However the process that started it ended, the channel to it closes, and
// wrangler then stops its servers as it does for Ctrl-C.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
