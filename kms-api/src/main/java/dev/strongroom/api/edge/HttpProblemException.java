package dev.strongroom.api.edge;

/** Ends the reading of a request; it has no stack trace, because it is an answer. */
final class HttpProblemException extends Exception {
  private static final long serialVersionUID = 1L;

  private final HttpProblem problem;

  HttpProblemException(HttpProblem problem) {
    super(problem.name(), null, false, false);
    this.problem = problem;
  }

  HttpProblem problem() {
    return problem;
  }
}
