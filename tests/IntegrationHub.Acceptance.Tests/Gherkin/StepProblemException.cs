namespace IntegrationHub.Acceptance.Tests.Gherkin;

/// <summary>A scenario cannot run as it is written: a step has no method, several, or one that does not fit.</summary>
public sealed class StepProblemException(string message) : Exception(message);
