using Xunit.Abstractions;
using Xunit.Sdk;

namespace IntegrationHub.Acceptance.Tests.Gherkin;

/// <summary>A test case that bears the names of its feature and scenario; its tags are traits.</summary>
public sealed class ScenarioTestCase : XunitTestCase
{
    private string _title = "";
    private string[] _tags = [];

    /// <summary>For the runner, before it fills the case from its stored form.</summary>
    [Obsolete("Called by the runner.")]
    public ScenarioTestCase()
    {
    }

    public ScenarioTestCase(
        IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method, string file, int index, ScenarioPlan plan)
        : base(diagnostics, display, options, method, [file, index])
    {
        _title = $"{plan.Feature}: {plan.Name}";
        _tags = [.. plan.Tags];
    }

    public override void Serialize(IXunitSerializationInfo data)
    {
        base.Serialize(data);
        data.AddValue("title", _title);
        data.AddValue("tags", string.Join('\n', _tags));
    }

    public override void Deserialize(IXunitSerializationInfo data)
    {
        base.Deserialize(data);
        _title = data.GetValue<string>("title");
        _tags = data.GetValue<string>("tags").Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    protected override void Initialize()
    {
        base.Initialize();
        DisplayName = _title;
        foreach (var tag in _tags)
        {
            Traits["Tag"] = [.. Traits.GetValueOrDefault("Tag") ?? [], tag];
        }
    }
}
