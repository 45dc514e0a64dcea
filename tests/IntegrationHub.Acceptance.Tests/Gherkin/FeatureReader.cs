using Ast = global::Gherkin.Ast;

namespace IntegrationHub.Acceptance.Tests.Gherkin;

/// <summary>Reads a feature file with the official parser and lays out its scenarios.</summary>
public static class FeatureReader
{
    /// <summary>The scenarios in the order of the file.</summary>
    /// <exception cref="global::Gherkin.ParserException">The text is no Gherkin; the message names the lines.</exception>
    public static IReadOnlyList<ScenarioPlan> Read(TextReader text)
    {
        var feature = new global::Gherkin.Parser().Parse(text).Feature;
        if (feature is null)
        {
            return [];
        }

        var plans = new List<ScenarioPlan>();
        Collect(feature.Name, feature.Children, Names(feature.Tags), [], plans);
        return plans;
    }

    private static void Collect(
        string feature, IEnumerable<Ast.IHasLocation> children, IReadOnlyList<string> tags, IReadOnlyList<Ast.Step> background, List<ScenarioPlan> plans)
    {
        foreach (var child in children)
        {
            switch (child)
            {
                case Ast.Background steps:
                    background = [.. background, .. steps.Steps];
                    break;
                case Ast.Rule rule:
                    Collect(feature, rule.Children, [.. tags, .. Names(rule.Tags)], background, plans);
                    break;
                case Ast.Scenario scenario:
                    plans.AddRange(PlansOf(feature, scenario, [.. tags, .. Names(scenario.Tags)], background));
                    break;
            }
        }
    }

    private static IEnumerable<ScenarioPlan> PlansOf(string feature, Ast.Scenario scenario, IReadOnlyList<string> tags, IReadOnlyList<Ast.Step> background)
    {
        var examples = scenario.Examples.ToList();
        if (examples.Count == 0)
        {
            yield return new ScenarioPlan(feature, scenario.Name, tags, Steps(background, scenario.Steps, text => text));
        }

        foreach (var example in examples.Where(example => example.TableHeader is not null))
        {
            var names = example.TableHeader.Cells.Select(cell => cell.Value).ToList();
            foreach (var row in example.TableBody)
            {
                var values = row.Cells.Select(cell => cell.Value).ToList();
                var named = Fill(scenario.Name);
                var name = named == scenario.Name ? $"{named} ({string.Join(", ", values)})" : named;
                yield return new ScenarioPlan(feature, name, [.. tags, .. Names(example.Tags)], Steps(background, scenario.Steps, Fill));

                string Fill(string text)
                {
                    for (var i = 0; i < names.Count; i++)
                    {
                        text = text.Replace($"<{names[i]}>", values[i], StringComparison.Ordinal);
                    }

                    return text;
                }
            }
        }
    }

    private static IReadOnlyList<StepPlan> Steps(IReadOnlyList<Ast.Step> background, IEnumerable<Ast.Step> own, Func<string, string> fill)
    {
        var plans = new List<StepPlan>();
        var kind = StepKind.Given;
        foreach (var step in background.Select(step => (Step: step, Fill: (Func<string, string>)(text => text))).Concat(own.Select(step => (Step: step, Fill: fill))))
        {
            kind = step.Step.KeywordType switch
            {
                global::Gherkin.StepKeywordType.Context => StepKind.Given,
                global::Gherkin.StepKeywordType.Action => StepKind.When,
                global::Gherkin.StepKeywordType.Outcome => StepKind.Then,
                _ => kind,
            };
            plans.Add(new StepPlan(
                kind,
                step.Step.Keyword.Trim(),
                step.Fill(step.Step.Text),
                step.Step.Location.Line,
                step.Step.DataTable is { } table ? TableOf(table).Map(step.Fill) : null,
                step.Step.DocString is { } document ? step.Fill(document.Content) : null));
        }

        return plans;
    }

    private static DataTable TableOf(Ast.DataTable table)
    {
        var rows = table.Rows.Select(row => (IReadOnlyList<string>)[.. row.Cells.Select(cell => cell.Value)]).ToList();
        return new DataTable(rows[0], rows[1..]);
    }

    private static IReadOnlyList<string> Names(IEnumerable<Ast.Tag> tags) => [.. tags.Select(tag => tag.Name.TrimStart('@'))];
}
