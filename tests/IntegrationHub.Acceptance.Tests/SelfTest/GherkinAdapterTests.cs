using IntegrationHub.Acceptance.Tests.Gherkin;

namespace IntegrationHub.Acceptance.Tests.SelfTest;

public sealed class GherkinAdapterTests
{
    [Fact]
    public async Task An_undefined_step_fails_with_a_method_to_fill_in_and_runs_nothing()
    {
        var log = new Log();

        var problem = await Assert.ThrowsAsync<StepProblemException>(() => RunAsync("Given it runs\nWhen I send 3 documents to \"TC\" for 12.50", log));

        Assert.Contains("No method is bound to the step in line 4: When I send 3 documents to \"TC\" for 12.50", problem.Message, StringComparison.Ordinal);
        Assert.Contains("[When(\"I send {int} documents to {string} for {decimal}\")]\npublic void WhenISendDocumentsToFor(int p1, string p2, decimal p3)", problem.Message, StringComparison.Ordinal);
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task An_ambiguous_step_fails_and_names_both_methods()
    {
        var problem = await Assert.ThrowsAsync<StepProblemException>(() => RunAsync("Given it is ambiguous", new Log()));

        Assert.Contains("Steps.One [Given(\"it is ambiguous\")]", problem.Message, StringComparison.Ordinal);
        Assert.Contains("Steps.Two [Given(\"it is {word}\")]", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_bound_as_given_is_not_taken_for_then()
    {
        await Assert.ThrowsAsync<StepProblemException>(() => RunAsync("Then it runs", new Log()));
    }

    [Fact]
    public async Task A_value_that_does_not_fit_its_parameter_is_named()
    {
        var problem = await Assert.ThrowsAsync<StepProblemException>(() => RunAsync("Given the day 2026-02-30", new Log()));

        Assert.Contains("`2026-02-30` in line 3 does not fit the parameter `day`", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_step_fails_the_scenario_and_what_comes_after_still_runs()
    {
        var log = new Log();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync("Given it fails\nThen it is not reached", log));

        Assert.Equal("as asked", failure.Message);
        Assert.Equal(["Given it fails", "after", "disposed"], log.Lines);
    }

    [Fact]
    public async Task A_scenario_without_steps_proves_nothing_and_fails()
    {
        await Assert.ThrowsAsync<StepProblemException>(() => RunAsync("only a description", new Log()));
    }

    [Fact]
    public void A_file_that_is_no_gherkin_is_refused_with_its_line()
    {
        var problem = Assert.ThrowsAny<global::Gherkin.ParserException>(() => FeatureReader.Read(new StringReader("Feature: x\n  Scenario: y\n    Given z\n    Sometimes it rains\n")));

        Assert.Contains("(4:", problem.Message, StringComparison.Ordinal);
    }

    private static Task RunAsync(string steps, Log log)
    {
        var plan = FeatureReader.Read(new StringReader($"Feature: f\n  Scenario: s\n    {steps.Replace("\n", "\n    ")}\n"))[0];
        return new ScenarioRun(new StepCatalogue([typeof(Steps)]), plan, log.Lines.Add).RunAsync();
    }

    private sealed class Log
    {
        public List<string> Lines { get; } = [];
    }

    public sealed class Steps(ScenarioContext context) : IDisposable
    {
        [Given("it runs")]
        public void Runs() => context.WriteLine("ran");

        [Given("it is ambiguous")]
        public void One() => context.WriteLine("one");

        [Given("it is {word}")]
        public void Two(string word) => context.WriteLine(word);

        [Given("the day {word}")]
        public void Day(DateOnly day) => context.WriteLine(day.ToString());

        [Given("it fails")]
        public void Fails() => throw new InvalidOperationException("as asked");

        [Then("it is not reached")]
        public void NotReached() => context.WriteLine("reached");

        [AfterScenario]
        public void After() => context.WriteLine("after");

        public void Dispose() => context.WriteLine("disposed");
    }
}
