using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Output;
using IntegrationHub.Market;

namespace IntegrationHub.Host.Commands.Market;

/// <summary>What verbs that check files of the market core have in common.</summary>
internal static class MarketFiles
{
    /// <summary>The text of a file or of standard input.</summary>
    /// <exception cref="WrongUseException">There is no such file.</exception>
    /// <exception cref="RefusedException">It is too large.</exception>
    public static async Task<string> ReadTextAsync(Surroundings surroundings, string file, int mostCharacters, CancellationToken cancellationToken)
    {
        if (file != "-" && !File.Exists(file))
            throw new WrongUseException($"there is no file `{file}`");

        await using var stream = file == "-" ? surroundings.OpenInput() : File.OpenRead(file);
        using var reader = new StreamReader(stream);
        // One more than allowed tells that it is too much, without reading it all.
        var buffer = new char[mostCharacters + 1];
        var length = await reader.ReadBlockAsync(buffer, cancellationToken);
        return length <= mostCharacters
            ? new string(buffer, 0, length)
            : throw new RefusedException("FILE_TOO_LARGE", $"{file} has more than {mostCharacters:N0} characters.", "Split it.");
    }

    /// <summary>All problems, or that there are none.</summary>
    public static void Print(Answer answer, string file, IReadOnlyList<Problem> problems)
    {
        answer.Line(problems.Count == 0 ? $"{file}: good" : $"{file}: {problems.Count} problem(s)");
        foreach (var problem in problems)
            answer.Line($"  {problem.Where}{(problem.Where.Length == 0 ? "" : ": ")}{problem.Text} {problem.Remedy} [{problem.Code}]");
    }
}
