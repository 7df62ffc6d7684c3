package dev.strongroom.api.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Netty's decoder in its strict mode, which also refuses folded header lines (RFC 9112 section 5.2
 * lets a server): Netty joins them, and what was joined cannot be told from what was sent.
 *
 * <p>It tells the connection when bytes arrive, because a client that dribbles a header never
 * completes a message.
 */
final class StrictRequestDecoder extends HttpRequestDecoder {
  private final Runnable bytesArrived;
  private boolean inHead = true;
  private boolean afterRequestLine;
  private boolean folded;

  StrictRequestDecoder(int maxHeaderBytes, Runnable bytesArrived) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(maxHeaderBytes)
            .setMaxHeaderSize(maxHeaderBytes)
            .setStrictLineParsing(true)
            .setUseRfc9112TransferEncoding(true)
            .setAllowDuplicateContentLengths(false)
            .setValidateHeaders(true));
    this.bytesArrived = bytesArrived;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    bytesArrived.run();
    super.channelRead(ctx, message);
  }

  @Override
  protected HttpMessage createMessage(String[] initialLine) throws Exception {
    afterRequestLine = true;
    return super.createMessage(initialLine);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out)
      throws Exception {
    if (inHead) {
      folded |= hasFolding(buffer);
    }
    int before = out.size();
    super.decode(ctx, buffer, out);
    for (int i = before; i < out.size(); i++) {
      if (out.get(i) instanceof HttpRequest request) {
        inHead = false;
        if (folded) {
          request.setDecoderResult(DecoderResult.failure(foldedLine()));
        }
      }
      if (out.get(i) instanceof LastHttpContent) {
        inHead = true;
        afterRequestLine = false;
        folded = false;
      }
    }
  }

  /**
   * Looks at the lines of the head that are still in the buffer. The decoder consumes whole lines
   * only, so the buffer starts with a line: the request line, or a header line that must not start
   * with white space. It stops at the blank line that ends the head.
   */
  private boolean hasFolding(ByteBuf buffer) {
    int end = buffer.writerIndex();
    int line = buffer.readerIndex();
    boolean header = afterRequestLine;
    if (!header) {
      // The decoder skips blank lines in front of a request.
      while (line < end && buffer.getByte(line) <= ' ') {
        line++;
      }
    }
    while (line < end) {
      byte first = buffer.getByte(line);
      if (header && (first == ' ' || first == '\t')) {
        return true;
      }
      if (header && (first == '\r' || first == '\n')) {
        return false;
      }
      int lineFeed = buffer.indexOf(line, end, (byte) '\n');
      if (lineFeed < 0) {
        return false;
      }
      line = lineFeed + 1;
      header = true;
    }
    return false;
  }

  private static IllegalArgumentException foldedLine() {
    return new IllegalArgumentException("a folded header line");
  }

  /** The cause of a message that could not be decoded, or null. */
  static @Nullable Throwable failure(io.netty.handler.codec.http.HttpObject message) {
    DecoderResult result = message.decoderResult();
    return result.isFailure() ? result.cause() : null;
  }
}
