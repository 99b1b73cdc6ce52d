@echo off
rem Starts Countinghouse. No arguments: the desktop. "countinghouse --help" lists the commands.
rem
rem JAVA_HOME                      a Java 25, when one should be used that is not found by itself
rem COUNTINGHOUSE_JAVA_OPTIONS     further options for Java, separated by spaces
setlocal
for %%H in ("%~dp0..") do set "HOME_DIR=%%~fH"

rem The Java beside the program first, then the one asked for, then the usual places.
set "JAVA_25="
call :consider "%HOME_DIR%\runtime"
if defined JAVA_HOME call :consider "%JAVA_HOME%"
for /d %%J in (
  "%ProgramFiles%\Eclipse Adoptium\jdk-25*" "%ProgramFiles%\Eclipse Adoptium\jre-25*"
  "%ProgramFiles%\Java\jdk-25*" "%ProgramFiles%\Microsoft\jdk-25*" "%ProgramFiles%\Zulu\zulu-25*"
  "%ProgramFiles%\BellSoft\LibericaJDK-25*" "%USERPROFILE%\.jdks\*25*"
) do call :consider "%%~J"

if not defined JAVA_25 (
  echo Countinghouse needs Java 25: install one ^(for example Eclipse Temurin 25^) or set JAVA_HOME to it, then run the same command again. 1>&2
  exit /b 1
)

set "AOT="
if exist "%HOME_DIR%\lib\countinghouse.aot" set AOT="-XX:AOTCache=%HOME_DIR%\lib\countinghouse.aot" -Xlog:aot*=off -Xlog:cds*=off

"%JAVA_25%\bin\java.exe" ^
  --module-path "%HOME_DIR%\lib\javafx" ^
  --add-modules javafx.controls,javafx.fxml,javafx.swing ^
  --enable-native-access=javafx.graphics,ALL-UNNAMED ^
  --sun-misc-unsafe-memory-access=allow ^
  -XX:MaxHeapFreeRatio=90 ^
  -cp "%HOME_DIR%\lib\*" ^
  %COUNTINGHOUSE_JAVA_OPTIONS% %AOT% ^
  org.countinghouse.Countinghouse %*
exit /b %ERRORLEVEL%

:consider
if defined JAVA_25 exit /b
if not exist "%~1\bin\java.exe" exit /b
findstr /b /c:"JAVA_VERSION=\"25" "%~1\release" >nul 2>&1 && set "JAVA_25=%~1"
exit /b
