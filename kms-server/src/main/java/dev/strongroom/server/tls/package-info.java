/** TLS of the ports: which certificate, who ends it, and the authority for trying it out. */
@NullMarked
package dev.strongroom.server.tls;

import org.jspecify.annotations.NullMarked;
