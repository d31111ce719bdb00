// A mail server that takes everything and keeps nothing, as a process of its own. Says its port, and how many messages it took on each line that it is sent.
import { createServer } from "node:net";
import { createInterface } from "node:readline";

let taken = 0;
const server = createServer((socket) => {
  let text = "";
  let inData = false;
  socket.setNoDelay(true);
  socket.on("error", () => {});
  socket.write("220 sink\r\n");
  socket.on("data", (chunk) => {
    text += chunk.toString("latin1");
    for (;;) {
      const end = text.indexOf(inData ? "\r\n.\r\n" : "\r\n");
      if (end < 0) {
        // Of a message only its end matters.
        if (inData) text = text.slice(-4);
        return;
      }
      const line = text.slice(0, end);
      text = text.slice(end + (inData ? 5 : 2));
      if (inData) {
        inData = false;
        socket.write(`250 OK id=S${++taken}\r\n`);
      } else if (/^DATA/i.test(line)) {
        inData = true;
        // The dot of an empty message follows this line end.
        text = `\r\n${text}`;
        socket.write("354 go on\r\n");
      } else if (/^QUIT/i.test(line)) socket.end("221 bye\r\n");
      else if (/^EHLO/i.test(line)) socket.write("250-sink\r\n250-PIPELINING\r\n250 SIZE\r\n");
      else socket.write("250 ok\r\n");
    }
  });
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
const lines = createInterface({ input: process.stdin });
lines.on("line", () => console.log(taken));
lines.on("close", () => process.exit(0));
