using System.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Output;

namespace IntegrationHub.Host.CommandLine;

/// <summary>What a running verb works with: its parsed options, the data folder, the clock and the way to answer.</summary>
internal sealed class CommandContext(ParseResult parsed, Surroundings surroundings, Answer answer, string dataPath)
{
    public Surroundings Surroundings => surroundings;

    public TimeProvider Time => surroundings.Time;

    /// <summary>Where answers go: tables for people, JSON for programs.</summary>
    public Answer Answer => answer;

    /// <summary>Full path of the data folder that is meant, whether or not it exists.</summary>
    public string DataPath => dataPath;

    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    public T? Get<T>(Argument<T> argument) => parsed.GetValue(argument);

    /// <summary>True when the option stands on the command line.</summary>
    public bool Has(Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>The data folder, which must have been made before.</summary>
    /// <exception cref="RefusedException">There is none, or it cannot be used.</exception>
    public DataFolder OpenData() => DataFolder.Open(dataPath);

    /// <summary>Reads and checks the configuration of the data folder.</summary>
    /// <exception cref="RefusedException">It has errors; all of them are printed first.</exception>
    public HubOptions LoadOptions(DataFolder folder)
    {
        var loaded = HubConfiguration.Load(folder.ConfigurationFile, surroundings.Variables);
        if (loaded.Problems.Count > 0)
        {
            foreach (var problem in loaded.Problems)
            {
                answer.Warn(problem.ToString());
            }

            throw new RefusedException(
                "CONFIGURATION_INVALID",
                $"the configuration has {loaded.Problems.Count} error(s)",
                $"Correct {folder.ConfigurationFile} and run `ihub config check`.");
        }

        return loaded.Options;
    }
}
