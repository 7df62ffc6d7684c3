package dev.strongroom.console;

import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** What the people's port lets in: the pages that are listed here, and nothing else. */
@Configuration(proxyBeanMethods = false)
public class ConsoleSecurity {
  private static final String[] PAGES = {"/", "/console", "/console/console.css"};
  private static final long YEAR = 31_536_000;
  private static final String CONTENT_POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  @Bean
  SecurityFilterChain consoleChain(
      HttpSecurity http, @Value("${strongroom.tls.local-ca:false}") boolean localCertificate) {
    return http.authorizeHttpRequests(
            requests ->
                requests
                    // Only as the answer to something that failed; nobody asks for it.
                    .dispatcherTypeMatchers(DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(HttpMethod.GET, PAGES)
                    .permitAll()
                    .requestMatchers(HttpMethod.HEAD, PAGES)
                    .permitAll()
                    .anyRequest()
                    .denyAll())
        // In a cookie: the usual place is a session, and anybody's POST would make one.
        .csrf(csrf -> csrf.csrfTokenRepository(new CookieCsrfTokenRepository()))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(
            headers ->
                headers
                    .httpStrictTransportSecurity(
                        // A browser would then refuse whatever else is on localhost by http.
                        strict -> strict.maxAgeInSeconds(localCertificate ? 0 : YEAR))
                    .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                    .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
        .build();
  }

  /**
   * There are no console users yet; without this, Spring Boot would make one with a printed
   * password.
   */
  @Bean
  UserDetailsService consoleUsers() {
    return name -> {
      throw new UsernameNotFoundException("There are no console users.");
    };
  }
}
