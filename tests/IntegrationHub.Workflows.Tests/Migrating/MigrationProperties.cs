using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Tests.Execution;
using IntegrationHub.Workflows.Tests.Support;

namespace IntegrationHub.Workflows.Tests.Migrating;

/// <summary>What holds for any process that goes to another version, wherever it stands.</summary>
public sealed partial class MigrationProperties
{
    private const int MostSteps = 3_000;
    private const string New = "_new";

    private static readonly Gen<(Block Process, int Seed)> Runs = Gen.Zip(Gen.Sized(size => Block.Any(Math.Min(1 + (size / 25), 4))), Gen.Choose(0, int.MaxValue - 1));

    [Fact]
    public void A_version_that_only_names_things_otherwise_does_the_same_work_to_the_end() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(100),
        Prop.ForAll(Runs.ToArbitrary(), sample =>
        {
            var process = new StructuredProcess(sample.Process);
            var old = Models.Process(process.Content);
            var renamed = Models.Process(Ids().Replace(process.Content, $"${{name}}=\"${{id}}{New}\""));
            var named = old.Nodes.Select(node => node.Id).Concat(old.Nodes.Select(node => old.ScopeOf(node.Id)).Distinct().SelectMany(scope => scope.Flows).Select(flow => flow.Id)).Select(id => (id, id + New)).ToList();
            var (run, random) = (new ProcessRun(old).Start(process.Variables), new Random(sample.Seed));
            var at = random.Next(process.Expected.Count + 1);
            for (var step = 0; !run.State.IsOver; step++)
            {
                Assert.True(step < MostSteps, "the process goes on for ever");
                if (step == at)
                {
                    Assert.Empty(run.Migrate(renamed, named));
                }

                Answer(run, random);
            }

            Assert.Equal(InstanceStatus.Completed, run.Status);
            Assert.Equal(process.Expected.Order(StringComparer.Ordinal), Work(run).Order(StringComparer.Ordinal));
        }));

    [Fact]
    public void Where_nothing_changes_nothing_changes() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(60),
        Prop.ForAll(Runs.ToArbitrary(), sample =>
        {
            var run = Somewhere(new StructuredProcess(sample.Process), new Random(sample.Seed), out var definition);
            if (!run.State.IsOver)
            {
                var before = StateJson.Write(run.State);
                Assert.Empty(run.Migrate(definition));
                Assert.Equal(before, StateJson.Write(run.State));
            }
        }));

    [Fact]
    public void A_case_goes_to_any_other_process_whole_or_not_at_all() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(100),
        Prop.ForAll(Gen.Zip(Runs, Gen.Sized(size => Block.Any(Math.Min(1 + (size / 25), 3)))).ToArbitrary(), sample =>
        {
            var random = new Random(sample.Item1.Seed);
            var run = Somewhere(new StructuredProcess(sample.Item1.Process), random, out _);
            if (run.State.IsOver)
            {
                return;
            }

            var (before, next) = (run.State, Models.Process(new StructuredProcess(sample.Item2).Content));
            if (!run.Migrate(next).IsEmpty)
            {
                Assert.Same(before, run.State);
                return;
            }

            Assert.All(run.State.Tokens.Values, token => Assert.True(next.Has(token.Node)));
            for (var step = 0; !run.State.IsOver && run.Services.Count > 0 && step < MostSteps; step++)
            {
                Answer(run, random);
            }
        }));

    private static ProcessRun Somewhere(StructuredProcess process, Random random, out ProcessDefinition definition)
    {
        definition = Models.Process(process.Content);
        var run = new ProcessRun(definition).Start(process.Variables);
        for (var left = random.Next(process.Expected.Count + 1); left > 0 && !run.State.IsOver; left--)
        {
            Answer(run, random);
        }

        return run;
    }

    private static void Answer(ProcessRun run, Random random)
    {
        var call = run.Services.Values.ElementAt(random.Next(run.Services.Count));
        run.Apply(new StepInput.ServiceCompleted(call.Token, call.Attempt, ProcessRun.Context("{}")));
    }

    /// <summary>Services by the names of the old version; of a multi-instance activity its instances, not the activity as a whole.</summary>
    private static IEnumerable<string> Work(ProcessRun run)
    {
        var whole = run.History.Where(entry => entry.Detail.EndsWith(" instances", StringComparison.Ordinal)).Select(entry => entry.Token).ToHashSet();
        return run.History.Where(entry => entry.Kind == "activity.completed" && (entry.Node[0] is 'w' or 'i') && !whole.Contains(entry.Token)).Select(entry => entry.Node.Replace(New, "", StringComparison.Ordinal));
    }

    [GeneratedRegex("\\b(?<name>id|sourceRef|targetRef|default)=\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Ids();
}
