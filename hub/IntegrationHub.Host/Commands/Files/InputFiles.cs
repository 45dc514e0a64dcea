using IntegrationHub.Exchange;
using IntegrationHub.Host.CommandLine;

namespace IntegrationHub.Host.Commands.Files;

/// <summary>The documents that a command line names.</summary>
internal static class InputFiles
{
    /// <summary>Larger ones are not read into memory: no party takes them.</summary>
    public const long MostBytes = 256L * 1024 * 1024;

    public const string Description = "Files, folders (every .xml below them) or - for standard input";

    /// <summary>The files behind the names; folders become the .xml files below them, in order.</summary>
    /// <exception cref="WrongUseException">A name leads nowhere.</exception>
    public static IReadOnlyList<string> Expand(IEnumerable<string> names)
    {
        var files = new List<string>();
        foreach (var name in names)
        {
            if (Directory.Exists(name))
            {
                var found = Directory.EnumerateFiles(name, "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
                files.AddRange(found.Count > 0 ? found : throw new WrongUseException($"the folder `{name}` holds no .xml file"));
            }
            else if (name == "-" || File.Exists(name))
            {
                files.Add(name);
            }
            else
            {
                throw new WrongUseException($"there is no file `{name}`");
            }
        }

        return files;
    }

    /// <summary>The content of one of them, or why it cannot be had.</summary>
    /// <param name="surroundings">Where standard input comes from.</param>
    /// <param name="file">Path or <c>-</c>.</param>
    /// <param name="mostBytes">Larger content is refused without reading it all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<(ReadOnlyMemory<byte> Bytes, Rejection? Problem)> ReadAsync(
        Surroundings surroundings, string file, long mostBytes, CancellationToken cancellationToken)
    {
        try
        {
            await using var input = file == "-" ? surroundings.OpenInput() : File.OpenRead(file);
            using var buffer = new MemoryStream();
            var piece = new byte[64 * 1024];
            int read;
            while ((read = await input.ReadAsync(piece, cancellationToken)) > 0)
            {
                buffer.Write(piece, 0, read);
                if (buffer.Length > mostBytes)
                {
                    return (default, new Rejection(
                        RejectionCodes.DocumentTooLarge, null, $"The file has more than {mostBytes} bytes.", "", "Split the document, or have the party's limit raised."));
                }
            }

            return (buffer.ToArray(), null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (default, new Rejection("FILE_UNREADABLE", null, failure.Message, "", "Give the file to the user that runs this command."));
        }
    }
}
